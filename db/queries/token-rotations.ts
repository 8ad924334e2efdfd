import { and, eq, inArray, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { enrollmentTokenProjects, enrollmentTokenSecrets, enrollmentTokens } from "../schema/tokens.ts";

const mine = (vaultId: string, tokenId: string) =>
  and(eq(enrollmentTokens.id, tokenId), eq(enrollmentTokens.vaultId, vaultId));

/** The token with its policy and what stands against a rotation, kept until the transaction ends; null when there is none. */
export async function lockTokenForRotation(tx: Transaction, vaultId: string, tokenId: string) {
  const [row] = await tx
    .select({
      id: enrollmentTokens.id,
      policy: {
        name: enrollmentTokens.name,
        description: enrollmentTokens.description,
        sourceCidr: enrollmentTokens.sourceCidr,
        hostnamePattern: enrollmentTokens.hostnamePattern,
        namePattern: enrollmentTokens.namePattern,
        machineLifetimeSeconds: enrollmentTokens.machineLifetimeSeconds,
        maxUses: enrollmentTokens.maxUses,
        tokenLifetimeSeconds: sql<number>`round(extract(epoch from enrollment_tokens.expires_at - enrollment_tokens.created_at))::int`,
      },
      isRevoked: sql<boolean>`${enrollmentTokens.revokedAt} is not null`,
      isExpired: sql<boolean>`${enrollmentTokens.expiresAt} <= clock_timestamp()`,
    })
    .from(enrollmentTokens)
    .where(mine(vaultId, tokenId))
    .for("update");
  return row ?? null;
}

/** The token that took this one's place, or null. */
export async function findSuccessor(db: Executor, vaultId: string, tokenId: string) {
  const [row] = await db
    .select({ id: enrollmentTokens.id, name: enrollmentTokens.name })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.replacesTokenId, tokenId), eq(enrollmentTokens.vaultId, vaultId)));
  return row ?? null;
}

/** The token whose place this one took, or null. */
export async function findPredecessor(db: Executor, vaultId: string, tokenId: string) {
  const replaced = db
    .select({ id: enrollmentTokens.replacesTokenId })
    .from(enrollmentTokens)
    .where(mine(vaultId, tokenId));
  const [row] = await db
    .select({ id: enrollmentTokens.id, name: enrollmentTokens.name, expiresAt: enrollmentTokens.expiresAt })
    .from(enrollmentTokens)
    .where(and(inArray(enrollmentTokens.id, replaced), eq(enrollmentTokens.vaultId, vaultId)));
  return row ?? null;
}

/** Which of these names tokens of the vault have, ended ones too. */
export async function takenTokenNames(db: Executor, vaultId: string, names: readonly string[]) {
  const rows = await db
    .select({ name: enrollmentTokens.name })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.vaultId, vaultId), inArray(enrollmentTokens.name, [...names])));
  return new Set(rows.map(({ name }) => name));
}

/** Renames the old token and ends it after the overlap, or when it would have ended anyway. Returns when that is. */
export async function retireToken(
  tx: Transaction,
  vaultId: string,
  { tokenId, name, overlapSeconds }: { tokenId: string; name: string; overlapSeconds: number },
): Promise<Date> {
  const [row] = await tx
    .update(enrollmentTokens)
    .set({
      name,
      expiresAt: sql`least(enrollment_tokens.expires_at, clock_timestamp() + make_interval(secs => ${overlapSeconds}::int))`,
    })
    .where(mine(vaultId, tokenId))
    .returning({ expiresAt: enrollmentTokens.expiresAt });
  if (row === undefined) throw new Error("A locked token must be there to be retired");
  return row.expiresAt;
}

/** Gives one token the projects and secrets of another, those in the trash too: restored, they come back for both. */
export async function copyScope(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.insert(enrollmentTokenProjects).select(
    tx
      .select({ tokenId: sql<string>`${toId}`.as("token_id"), projectId: enrollmentTokenProjects.projectId })
      .from(enrollmentTokenProjects)
      .where(eq(enrollmentTokenProjects.tokenId, fromId)),
  );
  await tx.insert(enrollmentTokenSecrets).select(
    tx
      .select({ tokenId: sql<string>`${toId}`.as("token_id"), secretId: enrollmentTokenSecrets.secretId })
      .from(enrollmentTokenSecrets)
      .where(eq(enrollmentTokenSecrets.tokenId, fromId)),
  );
}
