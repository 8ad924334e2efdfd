import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { MachineOrigin, MachineState } from "#lib/contract/machines.ts";
import type { KeysetPlace } from "#lib/keyset-place.ts";
import type { Executor } from "../client.ts";
import { auditEvents } from "../schema/audit-events.ts";
import { grants, machineProjects, machines } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets } from "../schema/secrets.ts";
import { enrollmentTokens } from "../schema/tokens.ts";
import { users } from "../schema/users.ts";
import { microsOf, placeOf } from "./keyset.ts";
import { disabledReason, machineState } from "./machine-state.ts";

const replaced = alias(machines, "replaced");

// Its own requests and its enrollment: what people did to it is no sign of life.
const seenOf = (db: Executor) =>
  db
    .select({ at: auditEvents.at, ip: auditEvents.sourceIp })
    .from(auditEvents)
    .where(
      sql`audit_events.vault_id = machines.vault_id and audit_events.machine_id = machines.id::text
        and audit_events.actor_kind in ('machine', 'enrollment_token', 'bootstrap_token', 'claim')`,
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1)
    .as("seen");

const originOf = sql<MachineOrigin>`case
  when machines.enrollment_token_id is not null then 'enrollment_token'
  when machines.bootstrap_token_id is not null then 'bootstrap_token'
  when machines.claim_id is not null then 'claim'
  else 'bundle' end`;

const selectOverview = (db: Executor) => {
  const seen = seenOf(db);
  return db
    .select({
      id: machines.id,
      micros: microsOf(machines.createdAt),
      name: machines.name,
      kind: machines.kind,
      state: machineState,
      origin: originOf,
      disabledReason,
      ownerId: users.id,
      ownerName: users.name,
      tokenId: enrollmentTokens.id,
      tokenName: enrollmentTokens.name,
      publicKey: machines.publicKey,
      guardrails: machines.guardrails,
      approvedAt: machines.approvedAt,
      replacesId: replaced.id,
      replacesName: replaced.name,
      hostname: machines.hostname,
      sourceIp: machines.sourceIp,
      createdAt: machines.createdAt,
      expiresAt: machines.expiresAt,
      lastSeenAt: seen.at,
      lastSeenIp: seen.ip,
      secretCount: sql<number>`(select count(*)::int from grants
        join secrets on secrets.id = grants.secret_id and secrets.deleted_at is null
        where grants.machine_id = machines.id)`,
    })
    .from(machines)
    .leftJoin(enrollmentTokens, eq(enrollmentTokens.id, machines.enrollmentTokenId))
    .leftJoin(users, eq(users.id, machines.ownerId))
    .leftJoin(
      replaced,
      and(eq(replaced.id, machines.replacesMachineId), eq(replaced.vaultId, machines.vaultId)),
    )
    .leftJoinLateral(seen, sql`true`);
};

export type MachineOverview = Awaited<ReturnType<typeof selectOverview>>[number];

export type MachinePageQuery = {
  readonly state: MachineState | undefined;
  /** Looked for at the beginning of name, hostname, address and token name, whatever its case. */
  readonly search: string;
  readonly before: KeysetPlace | undefined;
  readonly limit: number;
};

/** The newest first, from a place on. */
export function pageMachines(db: Executor, vaultId: string, query: MachinePageQuery) {
  const { state, search, before, limit } = query;
  const begins = sql`(starts_with(lower(${machines.name}), lower(${search}::text))
    or starts_with(lower(${machines.hostname}), lower(${search}::text))
    or starts_with(${machines.sourceIp}, lower(${search}::text))
    or starts_with(lower(${enrollmentTokens.name}), lower(${search}::text)))`;
  return selectOverview(db)
    .where(
      and(
        eq(machines.vaultId, vaultId),
        state === undefined ? undefined : sql`${machineState} = ${state}`,
        search === "" ? undefined : begins,
        before === undefined
          ? undefined
          : sql`(${machines.createdAt}, ${machines.id}) < ${placeOf(before, "uuid")}`,
      ),
    )
    .orderBy(desc(machines.createdAt), desc(machines.id))
    .limit(limit);
}

export function countMachines(db: Executor, vaultId: string) {
  return db
    .select({ state: machineState, count: sql<number>`count(*)::int` })
    .from(machines)
    .where(eq(machines.vaultId, vaultId))
    .groupBy(machineState);
}

export async function findMachineOverview(db: Executor, vaultId: string, machineId: string) {
  const [row] = await selectOverview(db).where(
    and(eq(machines.id, machineId), eq(machines.vaultId, vaultId)),
  );
  return row ?? null;
}

export function listProjectsOfMachine(db: Executor, vaultId: string, machineId: string) {
  return db
    .select({ id: projects.id, name: projects.name })
    .from(machineProjects)
    .innerJoin(projects, eq(projects.id, machineProjects.projectId))
    .where(and(eq(machineProjects.machineId, machineId), eq(projects.vaultId, vaultId)))
    .orderBy(asc(projects.name));
}

/** The live secrets it may read, each with its last read: a walk down an index of its own to one row. */
export function listGrantsOfMachine(db: Executor, vaultId: string, machineId: string) {
  return db
    .select({
      secretId: secrets.id,
      name: secrets.name,
      projectId: projects.id,
      projectName: projects.name,
      lastReadAt: sql<Date | null>`(select e.at from audit_events e
        where e.vault_id = secrets.vault_id and e.machine_id = grants.machine_id::text
          and e.secret_id = secrets.id and e.action = 'secret.read'
        order by e.at desc, e.id desc limit 1)`.mapWith(auditEvents.at),
    })
    .from(grants)
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(and(eq(grants.machineId, machineId), eq(secrets.vaultId, vaultId), isNull(secrets.deletedAt)))
    .orderBy(asc(projects.name), asc(secrets.name));
}

/** How many secrets it was given in the last 24 hours, counted no further than `max`. */
export async function countRecentReads(
  db: Executor,
  vaultId: string,
  machineId: string,
  max: number,
): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from audit_events e where e.vault_id = ${vaultId} and e.machine_id = ${machineId}
        and e.at > clock_timestamp() - interval '24 hours' and e.action = 'secret.read'
      order by e.at desc, e.id desc limit ${max}::int
    ) counted`);
  return row?.count ?? 0;
}
