import { inTransaction } from "#db/client.ts";
import { attachToProject, lockProject } from "#db/queries/machine-access.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import type { MachineProjectInput } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { projectEvent } from "./access-event.ts";
import { refuseWidening } from "./refuse-widening.ts";

/** Lets a machine into a project, where it reads nothing until a secret is granted. Twice changes nothing. */
export async function attachProject(ctx: UserContext, input: MachineProjectInput): Promise<{ id: string }> {
  const { machineId, projectId } = input;
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null || !(await lockProject(tx, vaultId, projectId))) throw new AppError("not_found");
    refuseWidening(machine);
    if (await attachToProject(tx, { machineId, projectId }))
      await recordEvent(tx, ctx, projectEvent("machine.project_attached", machine, projectId));
  });
  return { id: machineId };
}
