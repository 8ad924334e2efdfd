import { inTransaction } from "#db/client.ts";
import { purgeDueSecrets } from "#db/queries/secret-trash.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

const CHUNK = 100;
const CHUNKS_MAX = 100;

/** Sweep: removes what has been in the trash for its 30 days, in short transactions. Returns how many secrets went. */
export async function purgeExpiredSecrets(ctx: Context<SystemActor>): Promise<number> {
  let total = 0;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk++) {
    const purged = await inTransaction(ctx.db, async (tx) => {
      const gone = await purgeDueSecrets(tx, CHUNK);
      const events = gone.map((secret) => ({
        ...secretEvent("secret.purged", secret),
        vaultId: secret.vaultId,
      }));
      await recordEvents(tx, ctx, events);
      return gone.length;
    });
    total += purged;
    if (purged < CHUNK) break;
  }
  return total;
}
