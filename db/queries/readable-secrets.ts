import { and, asc, eq, isNull } from "drizzle-orm";
import type { Row } from "postgres";
import type { Executor } from "../client.ts";
import { grants, machineProjects } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets } from "../schema/secrets.ts";
import { asSql, type Statement } from "../statement.ts";

type Reader = { readonly machineId: string; readonly vaultId: string };

const grantOf = (reader: Reader) =>
  and(eq(grants.secretId, secrets.id), eq(grants.machineId, reader.machineId));
const linkOf = (reader: Reader) =>
  and(eq(machineProjects.projectId, secrets.projectId), eq(machineProjects.machineId, reader.machineId));

export type FoundSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: number;
  readonly sealedValue: Uint8Array;
  readonly isDeleted: boolean;
  readonly isGranted: boolean;
  readonly isLinked: boolean;
};

export type SecretAsk = Reader & { readonly secretId: string };

// Inside a LATERAL that `offset 0` keeps the planner from taking apart, a row can only be fetched by its key. These plans are
// kept, and one that was made while a vault was small read all its secrets by the vault's index when it had grown.
const secretById = (id: string) =>
  `select id, vault_id, name, field_names, project_id, current_version, deleted_at from secrets where id = ${id} offset 0`;
const CURRENT_VERSION =
  "select size_bytes, sealed_value from secret_versions where secret_id = s.id and version = s.current_version offset 0";

const FIND = `
  select r.ord::int, s.id, s.name, s.project_id as "projectId", s.current_version as version,
    v.sealed_value as "sealedValue", s.deleted_at is not null as "isDeleted",
    exists (select from grants g where g.secret_id = s.id and g.machine_id = r.machine_id) as "isGranted",
    exists (select from machine_projects p
      where p.project_id = s.project_id and p.machine_id = r.machine_id) as "isLinked"
  from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as r (machine_id, vault_id, secret_id, ord)
    cross join lateral (${secretById("r.secret_id")}) s
    cross join lateral (${CURRENT_VERSION}) v
  where s.vault_id = r.vault_id`;

/** Each asked secret of its reader's vault with everything the decision needs; unknown and foreign ones have no row. */
export function findSecretsStatement(asks: readonly SecretAsk[]): Statement {
  return {
    text: FIND,
    values: [
      asks.map(({ machineId }) => machineId),
      asks.map(({ vaultId }) => vaultId),
      asks.map(({ secretId }) => secretId),
    ],
  };
}

/** What `findSecretsStatement` found, one place for each ask. */
export function placeSecrets(asks: readonly SecretAsk[], rows: readonly Row[]): (FoundSecret | null)[] {
  const found: (FoundSecret | null)[] = asks.map(() => null);
  for (const row of rows) {
    found[row["ord"] - 1] = {
      id: row["id"],
      name: row["name"],
      projectId: row["projectId"],
      version: row["version"],
      sealedValue: row["sealedValue"],
      isDeleted: row["isDeleted"],
      isGranted: row["isGranted"],
      isLinked: row["isLinked"],
    };
  }
  return found;
}

const readable = (reader: Reader, projectId: string | null) =>
  and(
    eq(secrets.vaultId, reader.vaultId),
    isNull(secrets.deletedAt),
    projectId === null ? undefined : eq(secrets.projectId, projectId),
  );

const listed = {
  id: secrets.id,
  name: secrets.name,
  fieldNames: secrets.fieldNames,
  projectId: secrets.projectId,
  projectName: projects.name,
};

/** Names of what the reader may read now, by project name and then name; `projectId` null means every project. */
export function listSecretsForReader(db: Executor, reader: Reader, projectId: string | null) {
  return db
    .select(listed)
    .from(secrets)
    .innerJoin(grants, grantOf(reader))
    .innerJoin(machineProjects, linkOf(reader))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(readable(reader, projectId))
    .orderBy(asc(projects.name), asc(secrets.name));
}

export type ExportableSecret = Omit<FoundSecret, "sealedValue"> & {
  readonly fieldNames: string[] | null;
  readonly sizeBytes: number;
  /** Null when the values of all rows are together more than was asked for at once. */
  readonly sealedValue: Uint8Array | null;
};

/**
 * The same rows, at most `max`, with what the decision on each needs and how large its value is. Sealed values come along
 * when all of them are small together; more of them are loaded when there is room.
 */
export function listForExportStatement(
  { machineId, vaultId }: Reader,
  projectId: string | null,
  { max, sealedMaxBytes }: { readonly max: number; readonly sealedMaxBytes: number },
): Statement {
  return { text: LIST_FOR_EXPORT, values: [machineId, vaultId, projectId, sealedMaxBytes, max] };
}

const LIST_FOR_EXPORT = `
  select s.id, s.name, s.field_names as "fieldNames", s.project_id as "projectId", s.current_version as version,
    v.size_bytes as "sizeBytes", case when sum(v.size_bytes) over () <= $4::int then v.sealed_value end as "sealedValue",
    s.deleted_at is not null as "isDeleted", g.machine_id is not null as "isGranted", l.machine_id is not null as "isLinked"
  from grants g
  cross join lateral (${secretById("g.secret_id")}) s
  join machine_projects l on l.project_id = s.project_id and l.machine_id = g.machine_id
  join projects p on p.id = s.project_id
  cross join lateral (${CURRENT_VERSION}) v
  where g.machine_id = $1::uuid and s.vault_id = $2::text and s.deleted_at is null
    and ($3::text is null or s.project_id = $3::text)
  order by p.name, s.name limit $5::int`;

/** A row of that statement's answer. */
export function readExportable(row: Row): ExportableSecret {
  return {
    id: row["id"],
    name: row["name"],
    fieldNames: row["fieldNames"],
    projectId: row["projectId"],
    version: row["version"],
    sizeBytes: row["sizeBytes"],
    sealedValue: row["sealedValue"],
    isDeleted: row["isDeleted"],
    isGranted: row["isGranted"],
    isLinked: row["isLinked"],
  };
}

/** Projects the reader is attached to and holds at least one grant in. */
export function listProjectsForReader(db: Executor, reader: Reader) {
  return db
    .selectDistinct({ id: projects.id, name: projects.name })
    .from(projects)
    .innerJoin(
      machineProjects,
      and(eq(machineProjects.projectId, projects.id), eq(machineProjects.machineId, reader.machineId)),
    )
    .innerJoin(secrets, and(eq(secrets.projectId, projects.id), isNull(secrets.deletedAt)))
    .innerJoin(grants, grantOf(reader))
    .where(eq(projects.vaultId, reader.vaultId))
    .orderBy(asc(projects.name));
}

const PROJECT_OF_READER = `
  select p.name from projects p join machine_projects l on l.project_id = p.id and l.machine_id = $1::uuid
  where p.id = $3::text and p.vault_id = $2::text`;

/** The project's name in one row when the reader is attached to it, else none. */
export function projectOfReaderStatement({ machineId, vaultId }: Reader, projectId: string): Statement {
  return { text: PROJECT_OF_READER, values: [machineId, vaultId, projectId] };
}

/** The project's name when the reader is attached to it, else null. */
export async function findProjectOfReader(
  db: Executor,
  reader: Reader,
  projectId: string,
): Promise<string | null> {
  const [row] = await db.execute<{ name: string }>(asSql(projectOfReaderStatement(reader, projectId)));
  return row?.name ?? null;
}
