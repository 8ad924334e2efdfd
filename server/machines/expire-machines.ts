import { inTransaction } from "#db/client.ts";
import { markExpiredMachines } from "#db/queries/expired-machines.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";

const CHUNK = 500;

/** Sweep: records the expiry of machines. Reads fail from the instant itself; this only makes it visible. Returns how many. */
export async function expireMachines(ctx: Context<SystemActor>): Promise<number> {
  let total = 0;
  for (;;) {
    const expired = await inTransaction(ctx.db, async (tx) => {
      const machines = await markExpiredMachines(tx, CHUNK);
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
    total += expired;
    if (expired < CHUNK) return total;
  }
}
