import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { KeysetPlace } from "#lib/keyset-place.ts";
import { type Database, type Executor, inTransaction } from "../client.ts";
import { auditEvents as e } from "../schema/audit-events.ts";
import { microsOf, placeOf } from "./keyset.ts";

export type EventFilter = {
  readonly vaultId: string;
  readonly actorId?: string | undefined;
  readonly secretId?: string | undefined;
  readonly machineId?: string | undefined;
  readonly tokenId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly action?: (typeof e.$inferSelect)["action"] | undefined;
  readonly outcome?: (typeof e.$inferSelect)["outcome"] | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

export type EventPageQuery = EventFilter & {
  /** Rows before this place (older) or after it (newer); the first page has neither. */
  readonly older?: KeysetPlace | undefined;
  readonly newer?: KeysetPlace | undefined;
  readonly limit: number;
};

const equal = <C extends typeof e.actorId | typeof e.action | typeof e.outcome>(
  column: C,
  value: string | undefined,
) => (value === undefined ? undefined : sql`${column} = ${value}`);

function conditions(query: EventPageQuery): SQL | undefined {
  return and(
    eq(e.vaultId, query.vaultId),
    equal(e.actorId, query.actorId),
    query.secretId === undefined ? undefined : eq(e.secretId, query.secretId),
    query.machineId === undefined ? undefined : eq(e.machineId, query.machineId),
    query.tokenId === undefined ? undefined : eq(e.tokenId, query.tokenId),
    query.projectId === undefined ? undefined : eq(e.projectId, query.projectId),
    equal(e.action, query.action),
    equal(e.outcome, query.outcome),
    query.from === undefined ? undefined : gte(e.at, query.from),
    query.to === undefined ? undefined : lt(e.at, query.to),
    query.older === undefined ? undefined : sql`(${e.at}, ${e.id}) < ${placeOf(query.older, "bigint")}`,
    query.newer === undefined ? undefined : sql`(${e.at}, ${e.id}) > ${placeOf(query.newer, "bigint")}`,
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
