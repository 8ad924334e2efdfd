import { inTransaction } from "#db/client.ts";
import { detachFromProjects, lockProject } from "#db/queries/machine-access.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import type { MachineProjectInput } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { grantEvent, projectEvent } from "./access-event.ts";

/** Takes a machine out of a project with every grant it has there. Twice changes nothing. */
export async function detachProject(ctx: UserContext, input: MachineProjectInput): Promise<{ id: string }> {
  const { machineId, projectId } = input;
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null || !(await lockProject(tx, vaultId, projectId))) throw new AppError("not_found");
    const { grants, projectIds } = await detachFromProjects(tx, machineId, projectId);
    await recordEvents(tx, ctx, [
      ...grants.map((secret) => grantEvent("machine.secret_ungranted", machine, secret)),
      ...projectIds.map((id) => projectEvent("machine.project_detached", machine, id)),
    ]);
  });
  return { id: machineId };
}
