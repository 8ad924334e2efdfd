import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { enrollmentTokenProjects, enrollmentTokenSecrets, enrollmentTokens } from "../schema/tokens.ts";

// An enrollment updates its token's row first and copies its scope after. Whoever removes what is in a scope waits for the
// enrollments under way, in the same order of locks: neither a deadlock nor a grant of a row that has just gone.

export async function lockTokensOfProject(
  tx: Transaction,
  vaultId: string,
  projectId: string,
): Promise<void> {
  const scoped = tx
    .select({ id: enrollmentTokenProjects.tokenId })
    .from(enrollmentTokenProjects)
    .where(eq(enrollmentTokenProjects.projectId, projectId));
  await tx
    .select({ id: enrollmentTokens.id })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.vaultId, vaultId), inArray(enrollmentTokens.id, scoped)))
    .orderBy(asc(enrollmentTokens.id))
    .for("share");
}

export async function lockTokensOfSecrets(
  tx: Transaction,
  vaultId: string,
  secretIds: readonly string[],
): Promise<void> {
  const scoped = tx
    .select({ id: enrollmentTokenSecrets.tokenId })
    .from(enrollmentTokenSecrets)
    .where(inArray(enrollmentTokenSecrets.secretId, [...secretIds]));
  await tx
    .select({ id: enrollmentTokens.id })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.vaultId, vaultId), inArray(enrollmentTokens.id, scoped)))
    .orderBy(asc(enrollmentTokens.id))
    .for("share");
}
