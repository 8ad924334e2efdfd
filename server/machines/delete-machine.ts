import { inTransaction } from "#db/client.ts";
import { deleteMachineRow } from "#db/queries/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/** Removes a machine with its grants, and the bundle that waits for it; its next request is a stranger's, and its key can never enroll again. */
export async function deleteMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  await inTransaction(ctx.db, async (tx) => {
    const deleted = await deleteMachineRow(tx, ctx.actor.vaultId, machineId);
    if (deleted === null) throw new AppError("not_found");
    await recordEvent(tx, ctx, machineEvent("machine.deleted", deleted));
  });
  return { id: machineId };
}
