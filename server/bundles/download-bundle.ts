import { inTransaction } from "#db/client.ts";
import { enableDownloaded, findBundle, insertEndedBundles, takeBundle } from "#db/queries/bundles.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { bundleEvent } from "./bundle-event.ts";
import { type BundleLink, openBundle, type TakenBundle } from "./open-bundle.ts";
import { refuseDownload } from "./refuse-download.ts";

/**
 * The ZIP of a container's identity, for the person who provisioned it, once. What hands the key out is the delete; it commits
 * with the machine's release and the audit row, and only then the key is opened. A connection that is lost on the way means
 * that the bundle is gone: to bring it back would be to hand it out twice.
 */
export async function downloadBundle(ctx: UserContext, link: BundleLink): Promise<Uint8Array> {
  const { vaultId, userId } = ctx.actor;
  const linkHash = hashToken(link.linkSecret);
  const bundle = await findBundle(ctx.db, vaultId, link.bundleId);
  if (bundle !== null && bundle.createdBy !== userId) throw new AppError("forbidden");
  const taken =
    bundle === null ? null : await takeOnce(ctx, bundle.machineId, { bundleId: link.bundleId, linkHash });
  if (taken === null) return refuseDownload(ctx, { bundleId: link.bundleId, linkHash });
  return openBundle(ctx, link, taken);
}

function takeOnce(
  ctx: UserContext,
  machineId: string,
  link: { readonly bundleId: string; readonly linkHash: Uint8Array },
): Promise<TakenBundle | null> {
  const { vaultId } = ctx.actor;
  return inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    const sealed = machine && (await takeBundle(tx, vaultId, link));
    if (machine === null || sealed === null) return null;
    await enableDownloaded(tx, machineId);
    const { bundleId: id, linkHash } = link;
    const ended = { id, vaultId, machineId, machineName: machine.name, linkHash } as const;
    await insertEndedBundles(tx, [{ ...ended, endedAs: "downloaded" }]);
    await recordEvent(tx, ctx, bundleEvent("bundle.downloaded", ended));
    return { sealed, machine: { id: machine.id, name: machine.name } };
  });
}
