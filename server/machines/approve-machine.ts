import { inTransaction, type Transaction } from "#db/client.ts";
import { approvePending, replaceMachine } from "#db/queries/machine-approvals.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { findMachine } from "#db/queries/machines.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { machineEvent } from "./machine-event.ts";

/**
 * Lets a pending machine in. The time of a temporary one begins now. One whose host registered again takes the place of the
 * machine it had: that one's projects and grants become this one's, and it is removed in the same transaction. To approve
 * twice changes nothing.
 */
export async function approveMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const approved = await approvePending(tx, vaultId, machineId);
    if (approved === null) {
      if ((await findMachine(tx, vaultId, machineId)) === null) throw new AppError("not_found");
      return;
    }
    if (approved.kind === "temporary" && approved.expiresAt === null)
      throw new Error("A temporary machine must end");
    const replaced = await takePlace(tx, vaultId, approved);
    await recordEvents(tx, ctx, [machineEvent("machine.approved", approved), ...replaced]);
  });
  return { id: machineId };
}

async function takePlace(
  tx: Transaction,
  vaultId: string,
  { id, replacesId }: { id: string; replacesId: string | null },
): Promise<AuditEvent[]> {
  const old = replacesId === null ? null : await lockMachine(tx, vaultId, replacesId);
  if (old === null) return [];
  await replaceMachine(tx, vaultId, { oldId: old.id, newId: id });
  return [machineEvent("machine.replaced", old)];
}
