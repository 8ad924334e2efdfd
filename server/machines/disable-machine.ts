import { inTransaction } from "#db/client.ts";
import { deleteBundlesOf } from "#db/queries/bundles.ts";
import { findMachine, setMachineDisabled } from "#db/queries/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/**
 * Refuses the machine from its next request on, until it is enabled again. One whose bundle waits for a download is refused for
 * good: the bundle goes, and with it the only copy of the key.
 */
export async function disableMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const disabled = await setMachineDisabled(tx, vaultId, { machineId, isDisabled: true });
    if (disabled !== null) {
      await deleteBundlesOf(tx, machineId);
      return recordEvent(tx, ctx, machineEvent("machine.disabled", disabled));
    }
    const machine = await findMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    if (machine.isExpired)
      throw new AppError("conflict", { message: "This machine has expired and reads nothing any more." });
  });
  return { id: machineId };
}
