import { inTransaction } from "#db/client.ts";
import { undoLastExtension } from "#db/queries/machine-lifetimes.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/** Takes the newest extension back. The machine ends when it would have ended without, which may be at once. */
export async function undoExtension(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    if (!(await undoLastExtension(tx, machineId)))
      throw new AppError("conflict", { message: "There is no extension left to undo." });
    await recordEvent(tx, ctx, machineEvent("machine.extension_undone", machine));
  });
  return { id: machineId };
}
