import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { bundles } from "../schema/bundles.ts";
import { machines } from "../schema/machines.ts";

/**
 * Removes up to `limit` bundles whose time is over and marks their machines as never downloaded. Machines come first, as
 * whoever disables one or downloads its bundle takes them first; one that somebody else holds is left for the next turn.
 */
export async function takeExpiredBundles(tx: Transaction, limit: number) {
  const held = await tx
    .select({ id: machines.id, name: machines.name })
    .from(machines)
    .innerJoin(bundles, eq(bundles.machineId, machines.id))
    .where(sql`${bundles.expiresAt} <= clock_timestamp()`)
    .orderBy(bundles.expiresAt)
    .limit(limit)
    .for("no key update", { of: machines, skipLocked: true });
  if (held.length === 0) return [];
  const names = new Map(held.map(({ id, name }) => [id, name]));
  const ids = [...names.keys()];
  const gone = await tx
    .delete(bundles)
    .where(and(inArray(bundles.machineId, ids), sql`${bundles.expiresAt} <= clock_timestamp()`))
    .returning({
      id: bundles.id,
      vaultId: bundles.vaultId,
      machineId: bundles.machineId,
      linkHash: bundles.linkHash,
    });
  await tx
    .update(machines)
    .set({ disabledReason: "never_downloaded" })
    .where(and(inArray(machines.id, ids), eq(machines.disabledReason, "awaiting_download")));
  return gone.map((bundle) => ({ ...bundle, machineName: names.get(bundle.machineId) ?? "" }));
}
