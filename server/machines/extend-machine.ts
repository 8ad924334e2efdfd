import { randomUUID } from "node:crypto";
import { inTransaction } from "#db/client.ts";
import { extendLifetime } from "#db/queries/machine-lifetimes.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { TEMPORARY_LIFETIME_SECONDS } from "#lib/contract/bootstrap.ts";
import type { ExtendMachineInput } from "#lib/contract/machines.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/**
 * Gives a temporary machine more time: from its end, or from now where that is over, and never beyond twelve months from now
 * by the database's clock. A disabled one stays disabled. The reason is kept with the extension.
 */
export async function extendMachine(ctx: UserContext, input: ExtendMachineInput): Promise<{ id: string }> {
  const { machineId, seconds, reason } = input;
  const { vaultId, userId } = ctx.actor;
  const extension = { id: randomUUID(), machineId, seconds, reason, createdBy: userId };
  await inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    if (machine.kind !== "temporary") throw conflict("Only a temporary machine has a time to extend.");
    if (!machine.isApproved)
      throw conflict("This machine waits for approval; its time begins with it. Approve it first.");
    const { max } = TEMPORARY_LIFETIME_SECONDS;
    if (!(await extendLifetime(tx, { ...extension, maxSeconds: max })))
      throw fieldError("seconds", "The new end may be at most twelve months from now. Choose less time.");
    await recordEvent(tx, ctx, machineEvent("machine.extended", machine));
  });
  return { id: machineId };
}

const conflict = (message: string) => new AppError("conflict", { message });
