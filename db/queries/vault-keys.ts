import { and, eq } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { instanceKeys, vaultKeys } from "../schema/vaults.ts";

export async function insertVaultKey(
  db: Executor,
  key: { id: string; vaultId: string; wrappedKey: Uint8Array },
): Promise<void> {
  await db.insert(vaultKeys).values({ ...key, isActive: true });
}

const columns = { id: vaultKeys.id, wrappedKey: vaultKeys.wrappedKey };

export async function findActiveVaultKey(db: Executor, vaultId: string) {
  const where = and(eq(vaultKeys.vaultId, vaultId), eq(vaultKeys.isActive, true));
  const [row] = await db.select(columns).from(vaultKeys).where(where).limit(1);
  return row ?? null;
}

export async function findVaultKey(db: Executor, vaultId: string, keyId: string) {
  const where = and(eq(vaultKeys.vaultId, vaultId), eq(vaultKeys.id, keyId));
  const [row] = await db.select(columns).from(vaultKeys).where(where);
  return row ?? null;
}

/** Stores the record that proves the root key, unless one is there already; returns the one that is stored. */
export async function keepRootCheck(db: Executor, sealed: Uint8Array): Promise<Uint8Array> {
  await db.insert(instanceKeys).values({ purpose: "root_check", sealed }).onConflictDoNothing();
  const [row] = await db.select({ sealed: instanceKeys.sealed }).from(instanceKeys);
  if (!row) throw new Error("The root key's check record is missing");
  return row.sealed;
}
