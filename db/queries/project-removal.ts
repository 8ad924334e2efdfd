import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { machineProjects, machines } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets } from "../schema/secrets.ts";
import { enrollmentTokenProjects, enrollmentTokens } from "../schema/tokens.ts";
import { lastReadAt } from "./last-read.ts";
import { isMachineLive } from "./live-machine.ts";
import { lockTokensOfProject } from "./token-locks.ts";

/** Live secrets by name, and how many more lie in the trash. */
export async function listSecretsToRemove(db: Executor, vaultId: string, projectId: string) {
  const mine = and(eq(secrets.vaultId, vaultId), eq(secrets.projectId, projectId));
  const live = await db
    .select({
      id: secrets.id,
      name: secrets.name,
      lastReadAt: lastReadAt("secret"),
    })
    .from(secrets)
    .where(and(mine, isNull(secrets.deletedAt)))
    .orderBy(asc(secrets.name));
  const trashedCount = await db.$count(secrets, and(mine, isNotNull(secrets.deletedAt)));
  return { live, trashedCount };
}

/** Machines that may read now and belong to the project; the newest first. */
export function listMachinesOfProject(db: Executor, vaultId: string, projectId: string) {
  return db
    .select({ id: machines.id, name: machines.name })
    .from(machineProjects)
    .innerJoin(machines, eq(machines.id, machineProjects.machineId))
    .where(and(eq(machineProjects.projectId, projectId), eq(machines.vaultId, vaultId), isMachineLive))
    .orderBy(desc(machines.createdAt), desc(machines.id));
}

/** Tokens that still enroll machines into the project. */
export function listTokensOfProject(db: Executor, vaultId: string, projectId: string) {
  return db
    .select({ id: enrollmentTokens.id, name: enrollmentTokens.name })
    .from(enrollmentTokenProjects)
    .innerJoin(enrollmentTokens, eq(enrollmentTokens.id, enrollmentTokenProjects.tokenId))
    .where(
      and(
        eq(enrollmentTokenProjects.projectId, projectId),
        eq(enrollmentTokens.vaultId, vaultId),
        sql`${enrollmentTokens.revokedAt} is null and ${enrollmentTokens.expiresAt} > clock_timestamp()
          and ${enrollmentTokens.uses} < ${enrollmentTokens.maxUses}`,
      ),
    )
    .orderBy(asc(enrollmentTokens.name));
}

/**
 * Takes the project with all its secrets, their versions, grants, machine links and token scopes; false when it is no longer
 * there under this name, and then the caller rolls back. The vault's names must be locked, so that no secret is added meanwhile.
 */
export async function removeProject(
  tx: Transaction,
  vaultId: string,
  project: { readonly id: string; readonly name: string },
): Promise<boolean> {
  await lockTokensOfProject(tx, vaultId, project.id);
  await tx.delete(secrets).where(and(eq(secrets.projectId, project.id), eq(secrets.vaultId, vaultId)));
  const removed = await tx
    .delete(projects)
    .where(and(eq(projects.id, project.id), eq(projects.vaultId, vaultId), eq(projects.name, project.name)))
    .returning({ id: projects.id });
  return removed.length === 1;
}
