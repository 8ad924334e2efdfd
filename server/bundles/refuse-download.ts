import { inTransaction } from "#db/client.ts";
import { findEndedBundle } from "#db/queries/bundles.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRefusal } from "../access/refusal-guard.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { bundleEvent } from "./bundle-event.ts";

const REASONS = { downloaded: "bundle_used", expired: "bundle_expired" } as const;

/**
 * Throws the one answer for a link that was used, has expired or never was. Who has the right link of a bundle that ended may
 * be somebody it was not meant for, or the one it was meant for, come second: that is recorded.
 */
export async function refuseDownload(
  ctx: UserContext,
  link: { readonly bundleId: string; readonly linkHash: Uint8Array },
): Promise<never> {
  const ended = await findEndedBundle(ctx.db, ctx.actor.vaultId, link);
  if (ended === null) throw denied("bundle_unknown");
  const reason = REASONS[ended.endedAs];
  if (mayRecordRefusal(link.bundleId, reason, ctx.now))
    await inTransaction(ctx.db, (tx) =>
      recordEvent(tx, ctx, {
        ...bundleEvent("bundle.refused", { id: link.bundleId, ...ended }),
        ...{ outcome: "denied", reason },
      }),
    );
  throw denied(reason);
}
