import { sql } from "drizzle-orm";
import type { DenyReason } from "#lib/audit-events.ts";
import { type Database, type Executor, inTransaction } from "../client.ts";
import { IN_INDEX_ORDER } from "./event-pages.ts";
import { isMachineLive } from "./live-machine.ts";

export const ACTIVITY_DAYS = 30;
/** Events looked at, the newest first; a page never walks a whole flood. */
export const ACTIVITY_EVENTS_MAX = 10_000;
export const ACTIVITY_ROWS_MAX = 10;

type Activity = {
  days: { day: string; enrolled: number; refused: number }[];
  sources: { sourceIp: string; enrolled: number; refused: number; lastAt: number }[];
  sourceCount: number;
  refusals: {
    reason: DenyReason;
    isRehearsal: boolean;
    times: number;
    lastAt: number;
    lastIp: string | null;
  }[];
  rehearsals: number;
  events: number;
};

/**
 * The statement of `findTokenActivity`, for running and for looking at its plan: one walk down the index of those who act, in
 * which a token stands with its own deeds only, not with the reads of its machines.
 */
export const tokenActivityStatement = (vaultId: string, tokenId: string) => sql`
  with recent as materialized (
    select at, action, outcome, reason, source_ip from audit_events
    where vault_id = ${vaultId} and actor_id = ${tokenId} and actor_kind <> 'machine'
      and at >= date_trunc('day', statement_timestamp(), 'UTC') - make_interval(days => ${ACTIVITY_DAYS - 1}::int)
      and at < statement_timestamp() + interval '1 day'
    order by at desc, id desc limit ${ACTIVITY_EVENTS_MAX}::int),
  tries as (
    select *, action = 'enrollment_token.used' as is_enrolled, action = 'enrollment_token.refused' as is_refused
    from recent where action in ('enrollment_token.used', 'enrollment_token.refused')),
  days as (
    select to_char(d.day, 'YYYY-MM-DD') as day, count(*) filter (where is_enrolled)::int as enrolled,
      count(*) filter (where is_refused)::int as refused
    from generate_series(
      date_trunc('day', statement_timestamp() at time zone 'UTC') - make_interval(days => ${ACTIVITY_DAYS - 1}::int),
      date_trunc('day', statement_timestamp() at time zone 'UTC'), interval '1 day') as d (day)
    left join tries on date_trunc('day', tries.at at time zone 'UTC') = d.day
    group by d.day),
  sources as (
    select source_ip as "sourceIp", count(*) filter (where is_enrolled)::int as enrolled,
      count(*) filter (where is_refused)::int as refused, round(extract(epoch from max(at)) * 1000)::float8 as "lastAt"
    from tries where source_ip is not null group by source_ip),
  refusals as (
    select reason, action = 'enrollment_token.rehearsed' as "isRehearsal", count(*)::int as times,
      round(extract(epoch from max(at)) * 1000)::float8 as "lastAt", (array_agg(source_ip order by at desc))[1] as "lastIp"
    from recent where outcome = 'denied' group by reason, action)
  select
    (select json_agg(d order by d.day) from days d) as days,
    (select coalesce(json_agg(s), '[]') from (
      select * from sources order by "lastAt" desc, "sourceIp" limit ${ACTIVITY_ROWS_MAX}::int) s) as sources,
    (select count(*)::int from sources) as "sourceCount",
    (select coalesce(json_agg(r order by r."lastAt" desc), '[]') from refusals r) as refusals,
    (select count(*)::int from recent where action = 'enrollment_token.rehearsed') as rehearsals,
    (select count(*)::int from recent) as events`;

/** What was done and tried with a token in the last 30 days, newest sources and refusals first. */
export function findTokenActivity(db: Database, vaultId: string, tokenId: string): Promise<Activity> {
  return inTransaction(db, async (tx) => {
    await tx.execute(sql.raw(IN_INDEX_ORDER));
    const [row] = await tx.execute<Activity>(tokenActivityStatement(vaultId, tokenId));
    if (row === undefined) throw new Error("A token's activity returned no row");
    return row;
  });
}

/** The hostnames that the token's machines gave, the newest first; as many machines as the token has uses at most. */
export function listTokenHostnames(db: Executor, vaultId: string, tokenId: string) {
  return db.execute<{ hostname: string; machines: number; alive: number; lastAt: number; total: number }>(sql`
    select hostname, count(*)::int as machines, count(*) filter (where ${isMachineLive})::int as alive,
      round(extract(epoch from max(created_at)) * 1000)::float8 as "lastAt", (count(*) over ())::int as total
    from machines where vault_id = ${vaultId} and enrollment_token_id = ${tokenId}
    group by hostname order by max(created_at) desc, hostname limit ${ACTIVITY_ROWS_MAX}::int`);
}
