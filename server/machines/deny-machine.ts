import { inTransaction } from "#db/client.ts";
import { deletePending } from "#db/queries/machine-approvals.ts";
import { findMachine } from "#db/queries/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/** Removes a machine that waits for approval; its key can never register again. One that was let in is deleted, not denied. */
export async function denyMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const denied = await deletePending(tx, vaultId, machineId);
    if (denied !== null) return recordEvent(tx, ctx, machineEvent("machine.denied", denied));
    if ((await findMachine(tx, vaultId, machineId)) === null) throw new AppError("not_found");
    const message = "This machine was approved already. Disable or delete it instead.";
    throw new AppError("conflict", { message });
  });
  return { id: machineId };
}
