import type { Sql } from "../client.ts";
import { insertEventsStatement, type NewEvent } from "../queries/audit-events.ts";

/** Names of the vaults, whose people read in their log that it happened. */
export async function readVaultNames(tx: Sql): Promise<readonly { id: string; name: string }[]> {
  return [...(await tx<{ id: string; name: string }[]>`select id, name from vaults order by id`)];
}

/** The database's clock, to the second. */
export async function readClock(tx: Sql): Promise<string> {
  const [row] = await tx<{ now: string }[]>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`;
  return row?.now ?? "";
}

export async function readNewestMigration(tx: Sql): Promise<number> {
  const [row] = await tx<{ newest: string | null }[]>`
    select max(created_at)::text as newest from public.__drizzle_migrations`;
  return Number(row?.newest ?? 0);
}

/** As a verb's record is written, in a transaction that drizzle does not know. */
export async function insertEventRows(tx: Sql, events: readonly NewEvent[]): Promise<void> {
  const { text, values } = insertEventsStatement(events);
  await tx.unsafe(text, [...values]);
}
