import { inTransaction } from "#db/client.ts";
import { markExpiredMachines } from "#db/queries/expired-machines.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";

/** Sweep: records up to `limit` expiries. Reads fail from the instant itself; this only makes it visible. Returns how many. */
export function expireMachines(ctx: Context<SystemActor>, limit: number): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const machines = await markExpiredMachines(tx, limit);
    await recordEvents(
      tx,
      ctx,
      machines.map(({ id, name, vaultId, tokenId }) => ({
        action: "machine.expired",
        outcome: "allowed",
        vaultId,
        target: { kind: "machine", id, label: name },
        machineId: id,
        ...(tokenId === null ? {} : { tokenId }),
      })),
    );
    return machines.length;
  });
}
