import type { Sql } from "#db/client.ts";
import type { Release } from "../describe-rehearsal.ts";

export const aRelease: Release = {
  version: "1.2.3",
  site: {
    baseUrl: "https://secrets.example",
    cliVersion: "1.0.0",
    cliSha256: "0".repeat(64),
    cliFile: "/npm/@sikkerkey/cli/-/cli-1.0.0.tgz",
    madeAt: "2026-11-21",
  },
};

/** A checksum of each table's rows, without the audit log: equal before and after means that nothing was taken or made. */
export async function everyRowButEvents(ownerSql: Sql): Promise<Record<string, unknown>> {
  const tables = await ownerSql`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'audit_events%'`;
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await ownerSql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum
      from ${ownerSql(name)} t`;
    rows[String(name)] = row?.["sum"];
  }
  return rows;
}
