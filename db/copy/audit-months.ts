import type { Sql } from "../client.ts";

/** Months of the audit log that have a table of their own, as `YYYY-MM`. */
export async function readAuditMonths(tx: Sql): Promise<string[]> {
  const rows = await tx<{ month: string }[]>`
    select substr(relname, 15, 4) || '-' || substr(relname, 20, 2) as month from pg_class
    where relnamespace = 'public'::regnamespace and relispartition and relkind = 'r'
      and relname ~ '^audit_events_y\\d{4}m\\d{2}$' order by 1`;
  return rows.map(({ month }) => month);
}

/** Makes those that are missing; otherwise rows of long ago would share the default table for ever. */
export async function makeAuditMonths(tx: Sql, months: readonly string[]): Promise<void> {
  for (const month of months)
    await tx`select audit_events_make_month((${`${month}-01`}::text || ' 00:00:00+00')::timestamptz)`;
}
