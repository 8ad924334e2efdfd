import { and, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { bundles, endedBundles } from "../schema/bundles.ts";
import { machines } from "../schema/machines.ts";

type NewBundle = {
  readonly id: string;
  readonly vaultId: string;
  readonly machineId: string;
  readonly linkHash: Uint8Array;
  readonly sealed: Uint8Array;
  readonly createdBy: string;
  /** Counted from now. */
  readonly lifetimeSeconds: number;
};

/** Returns when its link ends, and in how many whole seconds that is. */
export async function insertBundle(tx: Transaction, { lifetimeSeconds, ...bundle }: NewBundle) {
  const [row] = await tx
    .insert(bundles)
    .values({ ...bundle, expiresAt: sql`now() + make_interval(secs => ${lifetimeSeconds}::int)` })
    .returning({
      expiresAt: bundles.expiresAt,
      secondsLeft: sql<number>`floor(extract(epoch from expires_at - clock_timestamp()))::int`,
    });
  if (row === undefined) throw new Error("A bundle must be made or fail");
  return row;
}

/** Whose bundle it is and of which machine, whatever its link; null when it has ended or is of another vault. */
export async function findBundle(db: Executor, vaultId: string, bundleId: string) {
  const [row] = await db
    .select({ machineId: bundles.machineId, createdBy: bundles.createdBy })
    .from(bundles)
    .where(and(eq(bundles.id, bundleId), eq(bundles.vaultId, vaultId)));
  return row ?? null;
}

type Link = { readonly bundleId: string; readonly linkHash: Uint8Array };

/**
 * Takes the sealed seed out of the database, once: however many ask, one delete finds the row. Its machine must be locked by
 * the caller, so that nobody disables it meanwhile.
 */
export async function takeBundle(
  tx: Transaction,
  vaultId: string,
  { bundleId, linkHash }: Link,
): Promise<Uint8Array | null> {
  const [row] = await tx
    .delete(bundles)
    .where(
      and(
        eq(bundles.id, bundleId),
        eq(bundles.vaultId, vaultId),
        eq(bundles.linkHash, linkHash),
        sql`${bundles.expiresAt} > clock_timestamp()`,
        sql`exists (select from machines where machines.id = bundles.machine_id
          and machines.disabled_reason = 'awaiting_download')`,
      ),
    )
    .returning({ sealed: bundles.sealed });
  return row?.sealed ?? null;
}

/** The machine may read from here on: whoever holds its key was given it. */
export async function enableDownloaded(tx: Transaction, machineId: string): Promise<void> {
  await tx.update(machines).set({ disabledAt: null, disabledReason: null }).where(eq(machines.id, machineId));
}

/** What is left of bundles whose key is gone. */
export async function insertEndedBundles(
  tx: Transaction,
  ended: readonly (typeof endedBundles.$inferInsert)[],
): Promise<void> {
  if (ended.length > 0) await tx.insert(endedBundles).values([...ended]);
}

/** Removes what waits for a download of this machine; its key can be handed out no more. */
export async function deleteBundlesOf(tx: Transaction, machineId: string): Promise<void> {
  await tx.delete(bundles).where(eq(bundles.machineId, machineId));
}

/** How a bundle ended that this link was of, also where no sweep has noticed yet; null for a link that never was. */
export async function findEndedBundle(db: Executor, vaultId: string, { bundleId, linkHash }: Link) {
  const [row] = await db.execute<{
    machine_id: string;
    machine_name: string;
    ended_as: "downloaded" | "expired";
  }>(sql`
    select machine_id, machine_name, ended_as from ended_bundles
    where id = ${bundleId} and vault_id = ${vaultId} and link_hash = ${linkHash}
    union all
    select m.id, m.name, 'expired' from bundles b join machines m on m.id = b.machine_id
    where b.id = ${bundleId} and b.vault_id = ${vaultId} and b.link_hash = ${linkHash}
      and b.expires_at <= clock_timestamp()`);
  return row === undefined
    ? null
    : { machineId: row.machine_id, machineName: row.machine_name, endedAs: row.ended_as };
}
