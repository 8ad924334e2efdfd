import { expect, test } from "vitest";
import { testDatabase } from "./testing/test-database.ts";

const { sql, ownerSql } = await testDatabase();

const partitions = async () => {
  const rows = await ownerSql<{ name: string; bounds: string }[]>`
    select relname as name, pg_get_expr(relpartbound, oid) as bounds from pg_class
    where oid in (select inhrelid from pg_inherits where inhparent = 'audit_events'::regclass) order by relname`;
  return rows.map(({ name, bounds }) => `${name} ${bounds}`);
};
const monthName = async (months: number) => {
  const [row] =
    await ownerSql`select to_char((date_trunc('month', now(), 'UTC') + make_interval(months => ${months}))
    at time zone 'UTC', '"audit_events_y"YYYY"m"MM') as name`;
  return String(row?.["name"]);
};
const make = async () => (await sql`select audit_events_make_partitions() as made`)[0]?.["made"];
const insert = (at: string) =>
  sql`insert into audit_events (at, action, outcome, actor_kind, actor_label, request_id)
    values (${at}, 'secret.read', 'allowed', 'machine', 'm', 'r')`;

test("there is a partition for this month and each of the next twelve, and one for the rest", async () => {
  const names = (await partitions()).map((line) => line.split(" ")[0]);
  const months = await Promise.all(Array.from({ length: 13 }, (_, n) => monthName(n)));
  expect(names).toEqual(["audit_events_default", ...months]);
  expect(await make()).toBe(0);
});

test("the app's role makes what is missing as the owner would, whatever its session's settings", async () => {
  const before = await partitions();
  const last = await monthName(12);
  await ownerSql.unsafe(`drop table ${await monthName(11)}, ${last}`);
  await ownerSql`alter default privileges in schema public grant all on tables to public`;
  const made = await sql.begin(async (tx) => {
    await tx`set local timezone = 'Pacific/Kiritimati'`;
    await tx`set local datestyle = 'German'`;
    await tx`set local search_path = pg_temp`;
    return tx`select public.audit_events_make_partitions() as made`;
  });
  await ownerSql`alter default privileges in schema public revoke all on tables from public`;
  expect(made[0]?.["made"]).toBe(2);
  expect(await partitions()).toEqual(before);
  for (const statement of [`select from ${last}`, `insert into ${last} default values`, `drop table ${last}`])
    await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  for (const statement of [`delete from ${last}`, `update ${last} set at = at`, `truncate ${last}`])
    await expect(ownerSql.unsafe(statement)).rejects.toThrow("append only");
});

test("twenty that ask at once make each month once, and nobody fails", async () => {
  const before = await partitions();
  await ownerSql.unsafe(`drop table ${await monthName(9)}, ${await monthName(12)}`);
  const made = await Promise.all(Array.from({ length: 20 }, make));
  expect(made.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(await partitions()).toEqual(before);
});

test("a month without a partition is written and read all the same, and what it holds stays where it is", async () => {
  const name = await monthName(12);
  await ownerSql.unsafe(`drop table ${name}`);
  const [start] =
    await ownerSql`select (date_trunc('month', now(), 'UTC') + interval '12 months')::text as at`;
  await insert(String(start?.["at"]));
  expect(await make()).toBe(0);
  const rows =
    await sql`select tableoid::regclass::text as partition from audit_events where at = ${start?.["at"]}`;
  expect(rows).toEqual([{ partition: "audit_events_default" }]);
});

test("a statement that holds the log is not waited for: the months have time, the sweep has not", async () => {
  const [far, near] = [await monthName(10), await monthName(2)];
  await ownerSql.unsafe(`drop table ${far}`);
  await ownerSql.begin(async (tx) => {
    await tx`lock table audit_events in share update exclusive mode`;
    expect(await make()).toBe(0);
  });
  expect(await make()).toBe(1);
  expect((await partitions()).some((line) => line.startsWith(near))).toBe(true);
});
