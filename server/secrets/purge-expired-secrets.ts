import { inTransaction } from "#db/client.ts";
import { purgeDueSecrets } from "#db/queries/secret-trash.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

/** Sweep: removes up to `limit` secrets that have been in the trash for their 30 days. Returns how many went. */
export function purgeExpiredSecrets(ctx: Context<SystemActor>, limit: number): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const gone = await purgeDueSecrets(tx, limit);
    const events = gone.map((secret) => ({
      ...secretEvent("secret.purged", secret),
      vaultId: secret.vaultId,
    }));
    await recordEvents(tx, ctx, events);
    return gone.length;
  });
}
