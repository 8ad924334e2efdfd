import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/test-database.ts";
import { countReadsByDay, readsByDayStatement } from "./overview.ts";

const { db, ownerSql } = await testDatabase();
const [BUSY, SMALL] = ["vault_0000000000000001", "vault_0000000000000002"];

const [month] =
  await ownerSql`select to_char(now() at time zone 'UTC', '"audit_events_y"YYYY"m"MM') as partition`;
const insert = (vaultId: string, at: string, count: number) =>
  ownerSql.unsafe(
    `insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, request_id)
    select $1, ${at}, case when n % 10 = 0 then 'secret.read_denied' else 'secret.read' end,
      case when n % 10 = 0 then 'denied' else 'allowed' end, 'machine', 'm', 'r' from generate_series(1, $2::int) n`,
    [vaultId, count],
  );
await insert(BUSY, "date_trunc('month', now(), 'UTC') + n * interval '30 seconds'", 50_000);
await insert(SMALL, "now() - n * interval '1 hour'", 400);
await ownerSql`analyze audit_events`;

test("reads by day are counted in one index alone", async () => {
  const rows = await db.execute<{ "QUERY PLAN": string }>(
    sql`explain (costs off) ${readsByDayStatement(BUSY, 14)}`,
  );
  const scans = rows
    .map((row) => row["QUERY PLAN"])
    .filter((line) => line.includes(`${month?.["partition"]} `));
  const used = scans.map((line) =>
    line.replace(/^.*Scan.* using audit_events_\w+_vault_id_(\w+)_idx on .*$/, "$1"),
  );
  expect(used).toEqual(["at_id_action"]);
});

test("every read of the days is counted once, in whatever month", async () => {
  const days = await countReadsByDay(db, SMALL, 30);
  const sum = (of: "allowed" | "denied") => days.reduce((total, day) => total + day[of], 0);
  expect([days.length, sum("allowed"), sum("denied")]).toEqual([30, 360, 40]);
});
