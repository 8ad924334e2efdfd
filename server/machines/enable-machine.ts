import { inTransaction } from "#db/client.ts";
import { findMachine, setMachineDisabled } from "#db/queries/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/**
 * Lets a disabled machine read again what it is granted. Time that has run out cannot be given back, nor a key that was never
 * handed out.
 */
export async function enableMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const enabled = await setMachineDisabled(tx, vaultId, { machineId, isDisabled: false });
    if (enabled !== null) return recordEvent(tx, ctx, machineEvent("machine.enabled", enabled));
    const machine = await findMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    if (!machine.isKeyHandedOut)
      throw new AppError("conflict", {
        message:
          "Nobody has this machine's key. While its link lives, downloading the bundle enables it; after that, delete the machine and create the container anew.",
      });
    if (machine.isExpired)
      throw new AppError("conflict", {
        message:
          machine.kind === "temporary"
            ? "This machine has expired. Extend it first, then enable it."
            : "This machine has expired and cannot be enabled. Enroll it again.",
      });
  });
  return { id: machineId };
}
