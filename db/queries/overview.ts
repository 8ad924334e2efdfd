import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";

export type OverviewFacts = {
  projects: number;
  secrets: number;
  liveMachines: number;
  activeTokens: number;
  hasToken: boolean;
  hasEnrolled: boolean;
  hasRead: boolean;
  firstProjectId: string | null;
};

/**
 * What exists in the vault, in one statement. *Ever enrolled* and *ever read* come from the log: things are deleted, history is
 * not.
 */
export async function findOverviewFacts(db: Executor, vaultId: string): Promise<OverviewFacts> {
  const [row] = await db.execute<OverviewFacts>(sql`
    select
      (select count(*)::int from projects where vault_id = ${vaultId}) as projects,
      (select count(*)::int from secrets where vault_id = ${vaultId} and deleted_at is null) as secrets,
      (select count(*)::int from machines where vault_id = ${vaultId} and approved_at is not null
        and disabled_at is null and (expires_at is null or expires_at > clock_timestamp())) as "liveMachines",
      (select count(*)::int from enrollment_tokens where vault_id = ${vaultId} and revoked_at is null
        and expires_at > clock_timestamp() and uses < max_uses) as "activeTokens",
      exists (select from enrollment_tokens where vault_id = ${vaultId}) as "hasToken",
      exists (select from audit_events where vault_id = ${vaultId} and action = 'machine.enrolled') as "hasEnrolled",
      exists (select from audit_events where vault_id = ${vaultId} and action = 'secret.read') as "hasRead",
      (select id from projects where vault_id = ${vaultId} order by created_at, id limit 1) as "firstProjectId"`);
  if (!row) throw new Error("The overview returned no row");
  return row;
}

/**
 * The statement of `countReadsByDay`, for running and for looking at its plan: one walk per day down the vault's index, which
 * holds all that is counted, so the table itself is not read.
 */
export const readsByDayStatement = (vaultId: string, days: number) => sql`
  select to_char(d.day, 'YYYY-MM-DD') as day, reads.allowed, reads.denied
  from generate_series(
    date_trunc('day', statement_timestamp() at time zone 'UTC') - make_interval(days => ${days - 1}::int),
    date_trunc('day', statement_timestamp() at time zone 'UTC'), interval '1 day') as d (day)
  cross join lateral (
    select count(*) filter (where e.action = 'secret.read')::int as allowed,
      count(*) filter (where e.action = 'secret.read_denied')::int as denied
    from audit_events e where e.vault_id = ${vaultId}
      and e.at >= d.day at time zone 'UTC' and e.at < (d.day + interval '1 day') at time zone 'UTC') as reads
  order by d.day`;

/** Reads of each of the last `days` days in UTC, the oldest first, days without any included. */
export async function countReadsByDay(db: Executor, vaultId: string, days: number) {
  const statement = readsByDayStatement(vaultId, days);
  const rows = await db.execute<{ day: string; allowed: number; denied: number }>(statement);
  return rows.map(({ day, allowed, denied }) => ({ day, allowed, denied }));
}
