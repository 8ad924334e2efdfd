import { and, eq } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { users } from "../schema/users.ts";
import { members, vaults } from "../schema/vaults.ts";

/** The person with a canonical e-mail address, with what a sign-in needs; null when there is none. */
export async function findUserForSignIn(db: Executor, email: string) {
  const [row] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      passwordHash: users.passwordHash,
      role: members.role,
      vaultId: members.vaultId,
    })
    .from(users)
    .innerJoin(members, eq(members.userId, users.id))
    .where(eq(users.email, email))
    .limit(1);
  return row ?? null;
}

export async function findPasswordHash(db: Executor, userId: string): Promise<string | null> {
  const [row] = await db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, userId));
  return row?.passwordHash ?? null;
}

/**
 * Whether the hash that was checked is still the person's, and keeps it so until the transaction ends: a session made with
 * a password that is being changed either comes first and is ended, or is refused.
 */
export async function holdPasswordHash(tx: Transaction, userId: string, checked: string): Promise<boolean> {
  const held = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.passwordHash, checked)))
    .for("share");
  return held.length === 1;
}

/** Replaces the hash that was checked; false when another change came first. */
export async function replacePasswordHash(
  tx: Transaction,
  userId: string,
  change: { from: string; to: string },
): Promise<boolean> {
  const changed = await tx
    .update(users)
    .set({ passwordHash: change.to })
    .where(and(eq(users.id, userId), eq(users.passwordHash, change.from)))
    .returning({ id: users.id });
  return changed.length === 1;
}

export async function findVaultName(db: Executor, vaultId: string): Promise<string | null> {
  const [row] = await db.select({ name: vaults.name }).from(vaults).where(eq(vaults.id, vaultId));
  return row?.name ?? null;
}
