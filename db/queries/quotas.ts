import { eq, type SQL, sql } from "drizzle-orm";
import { QUOTAS, type Quota } from "#lib/quotas.ts";
import type { Executor, Transaction } from "../client.ts";
import { vaults } from "../schema/vaults.ts";
import { lockVaultNames } from "./vault-names.ts";

const counted: Record<Quota, (vaultId: string) => SQL> = {
  projects: (vaultId) => sql`projects where vault_id = ${vaultId}`,
  secrets: (vaultId) => sql`secrets where vault_id = ${vaultId}`,
  tokens: (vaultId) => sql`enrollment_tokens where vault_id = ${vaultId} and revoked_at is null
    and expires_at > statement_timestamp() and uses < max_uses`,
  bootstrapTokens: (vaultId) => sql`bootstrap_tokens where vault_id = ${vaultId} and used_at is null
    and revoked_at is null and expires_at > statement_timestamp()`,
  claims: (vaultId) => sql`claims where vault_id = ${vaultId} and used_at is null and revoked_at is null
    and expires_at > statement_timestamp()`,
  // The condition of an index that holds only these, however many machines have ended before.
  machines: (vaultId) => sql`machines where vault_id = ${vaultId} and expired_at is null`,
};

/** How many of these the vault may hold: the product's limit, or fewer machines where its people have said so. */
export async function findQuota(db: Executor, vaultId: string, quota: Quota): Promise<number> {
  const [row] = await db
    .select({ maxMachines: vaults.maxMachines })
    .from(vaults)
    .where(eq(vaults.id, vaultId));
  return quotaOf(row?.maxMachines ?? null, quota);
}

function quotaOf(maxMachines: number | null, quota: Quota): number {
  const { max } = QUOTAS[quota];
  return quota === "machines" ? Math.min(max, maxMachines ?? max) : max;
}

/** How many of these the vault holds now, counted no further than `limit`. */
export async function countHeld(db: Executor, vaultId: string, quota: Quota, limit: number): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (select from ${counted[quota](vaultId)} limit ${limit}::int) held`);
  return row?.count ?? 0;
}

/**
 * Whether the vault may hold this many more. Its row is kept until the transaction ends, so that of two who reach for the last
 * place the second one sees that it is taken. Call it first: whoever else takes the vault's row takes it before others.
 */
export async function hasRoom(
  tx: Transaction,
  vaultId: string,
  quota: Quota,
  more: number,
): Promise<boolean> {
  // One statement, because others queue for this row: what it says is read while it is taken.
  const { maxMachines } = await lockVaultNames(tx, vaultId);
  const max = quotaOf(maxMachines, quota);
  return (await countHeld(tx, vaultId, quota, max)) + more <= max;
}
