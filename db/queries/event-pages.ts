import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { AuditAction, Outcome } from "#lib/audit-events.ts";
import { MACHINE_ID } from "#lib/ids.ts";
import type { KeysetPlace } from "#lib/keyset-place.ts";
import { type Database, type Executor, inTransaction } from "../client.ts";
import { auditEvents as e } from "../schema/audit-events.ts";
import { instantOf, microsOf, placeOf } from "./keyset.ts";

export type EventFilter = {
  readonly vaultId: string;
  readonly actorId?: string | undefined;
  readonly secretId?: string | undefined;
  readonly machineId?: string | undefined;
  readonly tokenId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly outcome?: Outcome | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

export type EventPageQuery = EventFilter & {
  /** Rows before this place (older) or after it (newer); the first page has neither. */
  readonly older?: KeysetPlace | undefined;
  readonly newer?: KeysetPlace | undefined;
  readonly limit: number;
};

/**
 * One of our closed words as a literal: a partial index serves a statement only when its text shows that the index holds all
 * the rows, which a parameter does not.
 */
const word = (value: AuditAction | Outcome) => sql.raw(`'${value.replaceAll("'", "''")}'`);

/** A machine's own deeds stand in its own index, everybody else's in the actors'. */
const doneBy = (actorId: string) =>
  MACHINE_ID.test(actorId)
    ? sql`${e.machineId} = ${actorId} and ${e.actorId} = ${actorId} and ${e.actorKind} = 'machine'`
    : sql`${e.actorId} = ${actorId} and ${e.actorKind} <> 'machine'`;

function conditions(query: EventPageQuery): SQL | undefined {
  return and(
    eq(e.vaultId, query.vaultId),
    query.actorId === undefined ? undefined : doneBy(query.actorId),
    query.secretId === undefined ? undefined : eq(e.secretId, query.secretId),
    query.machineId === undefined ? undefined : eq(e.machineId, query.machineId),
    query.tokenId === undefined ? undefined : eq(e.tokenId, query.tokenId),
    query.projectId === undefined ? undefined : eq(e.projectId, query.projectId),
    query.action === undefined ? undefined : sql`${e.action} = ${word(query.action)}`,
    query.outcome === undefined ? undefined : sql`${e.outcome} = ${word(query.outcome)}`,
    query.from === undefined ? undefined : gte(e.at, query.from),
    query.to === undefined ? undefined : lt(e.at, query.to),
    // The time alone as well: months beyond the place are left out by it, not by the pair.
    query.older === undefined
      ? undefined
      : sql`${e.at} <= ${instantOf(query.older)} and (${e.at}, ${e.id}) < ${placeOf(query.older, "bigint")}`,
    query.newer === undefined
      ? undefined
      : sql`${e.at} >= ${instantOf(query.newer)} and (${e.at}, ${e.id}) > ${placeOf(query.newer, "bigint")}`,
  );
}

/** The statement of one page, for running and for looking at its plan. Newest first, but oldest first towards newer rows. */
export function eventPageStatement(db: Executor, query: EventPageQuery) {
  const towards = query.newer === undefined ? desc : asc;
  return db
    .select({
      id: sql<string>`audit_events.id::text`,
      at: e.at,
      micros: microsOf(e.at),
      action: e.action,
      outcome: e.outcome,
      reason: e.reason,
      actorKind: e.actorKind,
      actorId: e.actorId,
      actorLabel: e.actorLabel,
      targetKind: e.targetKind,
      targetId: e.targetId,
      targetLabel: e.targetLabel,
      projectId: e.projectId,
      projectName: sql<
        string | null
      >`(select name from projects where projects.id = audit_events.project_id and projects.vault_id = audit_events.vault_id)`,
      machineId: e.machineId,
      machineName: sql<
        string | null
      >`(select name from machines where machines.id = audit_events.machine_id::uuid and machines.vault_id = audit_events.vault_id)`,
      tokenId: e.tokenId,
      tokenName: sql<
        string | null
      >`(select name from enrollment_tokens t where t.id = audit_events.token_id and t.vault_id = audit_events.vault_id)`,
      version: e.version,
      sourceIp: e.sourceIp,
      userAgent: e.userAgent,
      requestId: e.requestId,
    })
    .from(e)
    .where(conditions(query))
    .orderBy(towards(e.at), towards(e.id))
    .limit(query.limit);
}

export type EventRow = Awaited<ReturnType<typeof eventPageStatement>>[number];

/**
 * Planner settings of a page, local to its transaction. A page wants its first rows in order; for filters that go together
 * (an action and its outcome) the planner expects few rows and would gather and sort what are in truth a million.
 */
export const IN_INDEX_ORDER =
  "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)";

/** Up to `limit` rows, always newest first. */
export function pageEvents(db: Database, query: EventPageQuery): Promise<EventRow[]> {
  return inTransaction(db, async (tx) => {
    await tx.execute(sql.raw(IN_INDEX_ORDER));
    const rows = await eventPageStatement(tx, query);
    return query.newer === undefined ? rows : rows.reverse();
  });
}
