import { inTransaction } from "#db/client.ts";
import { findMachine, updateMachineName } from "#db/queries/machines.ts";
import type { RenameMachineInput } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/** Gives a machine another name. Names are labels: two machines may share one. */
export async function renameMachine(ctx: UserContext, input: RenameMachineInput): Promise<{ id: string }> {
  const { machineId } = input;
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const renamed = await updateMachineName(tx, vaultId, input);
    if (renamed !== null) await recordEvent(tx, ctx, machineEvent("machine.renamed", renamed));
    else if ((await findMachine(tx, vaultId, machineId)) === null) throw new AppError("not_found");
  });
  return { id: machineId };
}
