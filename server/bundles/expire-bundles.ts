import { inTransaction } from "#db/client.ts";
import { insertEndedBundles } from "#db/queries/bundles.ts";
import { takeExpiredBundles } from "#db/queries/expired-bundles.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";
import { bundleEvent } from "./bundle-event.ts";

/**
 * Sweep: removes up to `limit` bundles that nobody fetched in time, and says so of their machines. A link ends at its instant
 * without it. Returns how many went.
 */
export function expireBundles(ctx: Context<SystemActor>, limit: number): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const expired = await takeExpiredBundles(tx, limit);
    await insertEndedBundles(
      tx,
      expired.map((bundle) => ({ ...bundle, endedAs: "expired" as const })),
    );
    await recordEvents(
      tx,
      ctx,
      expired.map((bundle) => ({
        ...bundleEvent("bundle.expired", bundle),
        vaultId: bundle.vaultId,
      })),
    );
    return expired.length;
  });
}
