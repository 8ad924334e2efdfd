import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { grants, machineProjects } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets } from "../schema/secrets.ts";

// The machine's row must be locked by the caller, and be of the vault: that is what settles races here.

export type GrantedSecret = { readonly id: string; readonly name: string; readonly projectId: string };

const granted = { id: secrets.id, name: secrets.name, projectId: secrets.projectId };

/** False when it was attached before. The project must be locked and of the vault. */
export async function attachToProject(
  tx: Transaction,
  link: { readonly machineId: string; readonly projectId: string },
): Promise<boolean> {
  const attached = await tx
    .insert(machineProjects)
    .values(link)
    .onConflictDoNothing()
    .returning({ projectId: machineProjects.projectId });
  return attached.length === 1;
}

export async function isAttached(tx: Transaction, machineId: string, projectId: string): Promise<boolean> {
  const [row] = await tx
    .select({ projectId: machineProjects.projectId })
    .from(machineProjects)
    .where(and(eq(machineProjects.machineId, machineId), eq(machineProjects.projectId, projectId)));
  return row !== undefined;
}

/** What the machine may read of a project; what lies in the trash is not shown to people and not among these. */
export function listLiveGrants(db: Executor, machineId: string, projectId: string): Promise<GrantedSecret[]> {
  return db
    .select(granted)
    .from(grants)
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .where(and(eq(grants.machineId, machineId), eq(secrets.projectId, projectId), isNull(secrets.deletedAt)));
}

export async function insertGrants(
  tx: Transaction,
  machineId: string,
  secretIds: readonly string[],
): Promise<void> {
  if (secretIds.length === 0) return;
  await tx.insert(grants).values(secretIds.map((secretId) => ({ machineId, secretId })));
}

export async function deleteGrants(
  tx: Transaction,
  machineId: string,
  secretIds: readonly string[],
): Promise<void> {
  if (secretIds.length === 0) return;
  await tx
    .delete(grants)
    .where(and(eq(grants.machineId, machineId), inArray(grants.secretId, [...secretIds])));
}

/**
 * Takes the machine out of one project, or with null out of all, and every grant there with it, those of the trash too.
 * Returns what went.
 */
export async function detachFromProjects(tx: Transaction, machineId: string, projectId: string | null) {
  const inScope = projectId === null ? undefined : eq(secrets.projectId, projectId);
  const lost: GrantedSecret[] = await tx
    .select(granted)
    .from(grants)
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .where(and(eq(grants.machineId, machineId), inScope))
    .orderBy(secrets.projectId, secrets.name);
  await deleteGrants(
    tx,
    machineId,
    lost.map(({ id }) => id),
  );
  const links = await tx
    .delete(machineProjects)
    .where(
      and(
        eq(machineProjects.machineId, machineId),
        projectId === null ? undefined : eq(machineProjects.projectId, projectId),
      ),
    )
    .returning({ projectId: machineProjects.projectId });
  return { grants: lost, projectIds: links.map(({ projectId }) => projectId) };
}

/** Kept as it is until the transaction ends; false when the vault has no such project. */
export async function lockProject(tx: Transaction, vaultId: string, projectId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, projectId), eq(projects.vaultId, vaultId)))
    .for("key share");
  return row !== undefined;
}

/** Every project of the vault with its live secrets, and which of both the machine has; a project without any has one row. */
export function listGrantOptions(db: Executor, vaultId: string, machineId: string) {
  return db
    .select({
      projectId: projects.id,
      projectName: projects.name,
      isAttached: sql<boolean>`machine_projects.machine_id is not null`,
      secretId: secrets.id,
      secretName: secrets.name,
      fieldNames: secrets.fieldNames,
      isGranted: sql<boolean>`grants.machine_id is not null`,
    })
    .from(projects)
    .leftJoin(
      machineProjects,
      and(eq(machineProjects.projectId, projects.id), eq(machineProjects.machineId, machineId)),
    )
    .leftJoin(secrets, and(eq(secrets.projectId, projects.id), isNull(secrets.deletedAt)))
    .leftJoin(grants, and(eq(grants.secretId, secrets.id), eq(grants.machineId, machineId)))
    .where(eq(projects.vaultId, vaultId))
    .orderBy(projects.name, secrets.name);
}
