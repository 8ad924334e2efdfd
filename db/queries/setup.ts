import { and, eq, gt, lte, sql } from "drizzle-orm";
import { type Database, type Executor, inTransaction, type Transaction } from "../client.ts";
import { instanceOwner, setupLinks, users } from "../schema/users.ts";
import { members, vaults } from "../schema/vaults.ts";

export async function isInstanceClaimed(db: Executor): Promise<boolean> {
  const [row] = await db.select({ userId: instanceOwner.userId }).from(instanceOwner).limit(1);
  return row !== undefined;
}

/** Stores the only link that works from now on. */
export async function replaceSetupLinks(
  db: Database,
  secretHash: Uint8Array,
  lifetimeSeconds: number,
): Promise<void> {
  const expiresAt = sql`clock_timestamp() + make_interval(secs => ${lifetimeSeconds}::int)`;
  await inTransaction(db, async (tx) => {
    await tx.delete(setupLinks);
    await tx.insert(setupLinks).values({ secretHash, expiresAt });
  });
}

export async function isLiveSetupLink(db: Executor, secretHash: Uint8Array): Promise<boolean> {
  const [row] = await db
    .select({ expiresAt: setupLinks.expiresAt })
    .from(setupLinks)
    .where(and(eq(setupLinks.secretHash, secretHash), gt(setupLinks.expiresAt, sql`clock_timestamp()`)));
  return row !== undefined;
}

/** Claims the instance for a user that the same transaction makes; false when somebody was first. */
export async function claimInstance(tx: Transaction, userId: string): Promise<boolean> {
  const claimed = await tx
    .insert(instanceOwner)
    .values({ userId })
    .onConflictDoNothing()
    .returning({ userId: instanceOwner.userId });
  return claimed.length === 1;
}

/** Spends the link; false when it has expired or another start has ended it. */
export async function takeSetupLink(tx: Transaction, secretHash: Uint8Array): Promise<boolean> {
  const taken = await tx
    .delete(setupLinks)
    .where(and(eq(setupLinks.secretHash, secretHash), gt(setupLinks.expiresAt, sql`clock_timestamp()`)))
    .returning({ expiresAt: setupLinks.expiresAt });
  return taken.length === 1;
}

export type NewOwner = {
  readonly user: { id: string; email: string; name: string; passwordHash: string };
  readonly vault: { id: string; name: string };
};

export async function insertOwner(tx: Transaction, { user, vault }: NewOwner): Promise<void> {
  await tx.insert(users).values(user);
  await tx.insert(vaults).values(vault);
  await tx.insert(members).values({ vaultId: vault.id, userId: user.id, role: "owner" });
}

export async function forgetExpiredSetupLinks(db: Executor): Promise<number> {
  const gone = await db.delete(setupLinks).where(lte(setupLinks.expiresAt, sql`clock_timestamp()`));
  return gone.count;
}
