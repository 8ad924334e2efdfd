import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { projects } from "../schema/projects.ts";
import { secrets } from "../schema/secrets.ts";
import { enrollmentTokenProjects, enrollmentTokenSecrets, enrollmentTokens } from "../schema/tokens.ts";

/** A live secret with its project, as a scope delivers it. */
export type ScopedSecret = {
  readonly id: string;
  readonly name: string;
  readonly fieldNames: string[] | null;
  readonly projectId: string;
  readonly projectName: string;
};

const scoped = {
  id: secrets.id,
  name: secrets.name,
  fieldNames: secrets.fieldNames,
  projectId: secrets.projectId,
  projectName: projects.name,
};

const live = (vaultId: string) =>
  and(eq(secrets.vaultId, vaultId), eq(projects.vaultId, vaultId), isNull(secrets.deletedAt));

/**
 * Those of the chosen projects and secrets that the vault has, kept as they are until the transaction ends: no rename,
 * deletion or new version can slip between what was checked and what is stored.
 */
export async function lockScope(
  tx: Transaction,
  vaultId: string,
  chosen: { readonly projectIds: readonly string[]; readonly secretIds: readonly string[] },
) {
  const lockedProjects = await tx
    .select({ id: projects.id, name: projects.name })
    .from(projects)
    .where(and(eq(projects.vaultId, vaultId), inArray(projects.id, [...chosen.projectIds])))
    .orderBy(asc(projects.id))
    .for("share");
  const lockedSecrets: ScopedSecret[] = await tx
    .select(scoped)
    .from(secrets)
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(and(live(vaultId), inArray(secrets.id, [...chosen.secretIds])))
    .orderBy(asc(secrets.id))
    .for("share", { of: secrets });
  return { projects: lockedProjects, secrets: lockedSecrets };
}

export async function insertScope(
  tx: Transaction,
  tokenId: string,
  scope: { readonly projectIds: readonly string[]; readonly secretIds: readonly string[] },
): Promise<void> {
  await tx
    .insert(enrollmentTokenProjects)
    .values(scope.projectIds.map((projectId) => ({ tokenId, projectId })));
  await tx.insert(enrollmentTokenSecrets).values(scope.secretIds.map((secretId) => ({ tokenId, secretId })));
}

/** The projects of a token and those of its secrets that are still live, each by name. */
export async function findScope(db: Executor, vaultId: string, tokenId: string) {
  const ofToken = and(eq(enrollmentTokens.id, tokenId), eq(enrollmentTokens.vaultId, vaultId));
  const inProjects = await db
    .select({ id: projects.id, name: projects.name })
    .from(enrollmentTokenProjects)
    .innerJoin(enrollmentTokens, eq(enrollmentTokens.id, enrollmentTokenProjects.tokenId))
    .innerJoin(projects, eq(projects.id, enrollmentTokenProjects.projectId))
    .where(and(ofToken, eq(projects.vaultId, vaultId)))
    .orderBy(asc(projects.name));
  const delivered: ScopedSecret[] = await db
    .select(scoped)
    .from(enrollmentTokenSecrets)
    .innerJoin(enrollmentTokens, eq(enrollmentTokens.id, enrollmentTokenSecrets.tokenId))
    .innerJoin(secrets, eq(secrets.id, enrollmentTokenSecrets.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(and(ofToken, live(vaultId)))
    .orderBy(asc(projects.name), asc(secrets.name));
  return { projects: inProjects, secrets: delivered };
}

/** Every project of the vault that has a live secret, row by row: what a new token could be given. */
export function listScopeOptions(db: Executor, vaultId: string): Promise<ScopedSecret[]> {
  return db
    .select(scoped)
    .from(secrets)
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(live(vaultId))
    .orderBy(asc(projects.name), asc(secrets.name));
}
