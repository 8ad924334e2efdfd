import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { grants, machineProjects, machines } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets, secretVersions } from "../schema/secrets.ts";
import { enrollmentTokens } from "../schema/tokens.ts";
import { lastReadAt, recentReads } from "./last-read.ts";
import { isMachineLive } from "./live-machine.ts";

const overview = (readsMax: number) => ({
  id: secrets.id,
  projectId: secrets.projectId,
  projectName: projects.name,
  name: secrets.name,
  note: secrets.note,
  kind: secrets.kind,
  fieldNames: secrets.fieldNames,
  version: secrets.currentVersion,
  versionAt: secretVersions.createdAt,
  createdAt: secrets.createdAt,
  lastReadAt: lastReadAt("secret"),
  readsLast7Days: recentReads(readsMax),
});

export type SecretOverview = Awaited<ReturnType<typeof listSecrets>>[number];

type Wanted = { readonly projectId: string; readonly search: string; readonly readsMax: number };

/** Live secrets of a project by name; `search` is looked for in name and note, as it is written and whatever its case. */
export function listSecrets(db: Executor, vaultId: string, { projectId, search, readsMax }: Wanted) {
  const found =
    search === ""
      ? undefined
      : sql`strpos(lower(${secrets.name} || ' ' || ${secrets.note}), lower(${search}::text)) > 0`;
  return selectOverview(db, readsMax)
    .where(
      and(eq(secrets.vaultId, vaultId), eq(secrets.projectId, projectId), isNull(secrets.deletedAt), found),
    )
    .orderBy(asc(secrets.name), asc(secrets.id));
}

export async function findSecretOverview(db: Executor, vaultId: string, secretId: string, readsMax: number) {
  const [row] = await selectOverview(db, readsMax).where(
    and(eq(secrets.id, secretId), eq(secrets.vaultId, vaultId), isNull(secrets.deletedAt)),
  );
  return row ?? null;
}

const selectOverview = (db: Executor, readsMax: number) =>
  db
    .select(overview(readsMax))
    .from(secrets)
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .innerJoin(
      secretVersions,
      and(eq(secretVersions.secretId, secrets.id), eq(secretVersions.version, secrets.currentVersion)),
    );

const readersOf = (vaultId: string) =>
  and(eq(secrets.vaultId, vaultId), eq(machines.vaultId, vaultId), isNull(secrets.deletedAt), isMachineLive);

/** How many machines may read each secret of a project now, and the names of the three newest of them. */
export function countReaders(db: Executor, vaultId: string, projectId: string) {
  return db
    .select({
      secretId: grants.secretId,
      count: sql<number>`count(*)::int`,
      names: sql<
        string[]
      >`(array_agg(machines.name order by machines.created_at desc, machines.id desc))[1:3]`,
    })
    .from(grants)
    .innerJoin(machines, eq(machines.id, grants.machineId))
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .innerJoin(
      machineProjects,
      and(eq(machineProjects.machineId, machines.id), eq(machineProjects.projectId, secrets.projectId)),
    )
    .where(and(readersOf(vaultId), eq(secrets.projectId, projectId)))
    .groupBy(grants.secretId);
}

/** Machines that may read the secret now, the newest first, at most `max`; `total` on each row counts them all. */
export function listReaders(db: Executor, vaultId: string, secretId: string, max: number) {
  return db
    .select({
      machineId: machines.id,
      name: machines.name,
      kind: machines.kind,
      tokenName: enrollmentTokens.name,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(grants)
    .innerJoin(machines, eq(machines.id, grants.machineId))
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .innerJoin(
      machineProjects,
      and(eq(machineProjects.machineId, machines.id), eq(machineProjects.projectId, secrets.projectId)),
    )
    .leftJoin(enrollmentTokens, eq(enrollmentTokens.id, machines.enrollmentTokenId))
    .where(and(readersOf(vaultId), eq(grants.secretId, secretId)))
    .orderBy(desc(machines.createdAt), desc(machines.id))
    .limit(max);
}
