import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/test-database.ts";

const { sql, ownerSql } = await testDatabase();

beforeAll(async () => {
  await sql`insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, request_id)
    values ('vault_a', now(), 'secret.read', 'allowed', 'machine', 'ci-1', 'req-1')`;
});

const [now] = await sql`select to_char(now() at time zone 'UTC', '"audit_events_y"YYYY"m"MM') as partition`;
const partition = String(now?.["partition"]);

const rows = async () => JSON.stringify(await ownerSql`select * from audit_events order by id`);

// Each tries to change, remove, hide or replace what has happened.
const tampering = [
  "update audit_events set outcome = 'denied'",
  "update audit_events set at = at - interval '1 day' where id = 1",
  "update audit_events set action = action where false",
  "delete from audit_events",
  "delete from audit_events where false",
  "truncate audit_events",
  `update ${partition} set outcome = 'denied'`,
  `update ${partition} set outcome = outcome where false`,
  `delete from ${partition}`,
  `delete from only ${partition} where false`,
  `truncate ${partition}`,
  "truncate audit_events_default",
  "delete from audit_events_default where false",
  "merge into audit_events e using (values (1)) v (x) on true when matched then delete",
];

test.each(tampering)("the app's role is refused: %s", async (statement) => {
  const before = await rows();
  await expect(sql.unsafe(statement)).rejects.toMatchObject({
    code: "42501",
  });
  expect(await rows()).toBe(before);
});

test.each(tampering)("the trigger stops the table's owner too: %s", async (statement) => {
  const before = await rows();
  await expect(ownerSql.unsafe(statement)).rejects.toMatchObject({
    code: "42501",
  });
  expect(await rows()).toBe(before);
});

test.each([
  "alter table audit_events disable trigger all",
  "alter table audit_events disable trigger audit_events_append_only",
  "drop trigger audit_events_append_only on audit_events",
  "create or replace function audit_events_refuse_change() returns trigger language plpgsql as 'begin return null; end'",
  "alter table audit_events rename to old_events",
  "alter table audit_events add column note text",
  "alter table audit_events enable row level security",
  "create rule hide as on insert to audit_events do instead nothing",
  "create trigger swallow before insert on audit_events for each row execute function suppress_redundant_updates_trigger()",
  "drop table audit_events",
  "drop index audit_events_vault",
  "create table public.shadow (x int)",
  "grant update on audit_events to current_user",
  "set session_replication_role = replica",
  `alter table ${partition} disable trigger all`,
  `drop trigger audit_events_append_only on ${partition}`,
  `alter table audit_events detach partition ${partition}`,
  `drop table ${partition}`,
  "create table audit_events_y1999m01 partition of audit_events for values from ('1999-01-01') to ('1999-02-01')",
  "create temp table mine (like audit_events); alter table audit_events attach partition mine default",
  "select audit_events_make_partition('audit_events_mine', 'default')",
  "select audit_events_make_month('1999-01-01')",
  "create or replace function audit_events_make_partitions() returns int language sql as 'select 0'",
  "alter function audit_events_make_partitions() security invoker",
  "alter sequence audit_events_id_seq restart with 1",
  "select setval('audit_events_id_seq', 1)",
  "reassign owned by current_user to postgres",
])("the app's role cannot take the guard away: %s", async (statement) => {
  const before = await rows();
  // A grant that gives nothing is only a warning to PostgreSQL; what counts is that nothing may be changed after it.
  await sql.unsafe(statement).catch((error: unknown) => expect(error).toHaveProperty("code"));
  await expect(sql`update audit_events set outcome = 'denied'`).rejects.toMatchObject({ code: "42501" });
  await expect(sql`delete from audit_events`).rejects.toMatchObject({ code: "42501" });
  expect(await rows()).toBe(before);
});

const event = "now(), 'secret.read', 'allowed', 'machine', 'ci-1', 'req-2'";
const columns = "at, action, outcome, actor_kind, actor_label, request_id";

test.each([
  `insert into audit_events (id, ${columns}) values (1, ${event})`,
  `insert into audit_events (id, ${columns}) overriding system value values (1, ${event})`,
  `insert into audit_events (id, ${columns}) values (default, ${event})`,
  `insert into ${partition} (${columns}) values (${event})`,
  `insert into audit_events_default (${columns}) values (${event})`,
  `copy audit_events (id, ${columns}) from stdin`,
  `select from ${partition}`,
])("an event's number is the sequence's to give, and its place the log's: %s", async (statement) => {
  const before = await rows();
  await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  expect(await rows()).toBe(before);
});

test("the app's role may write events but for their number, may read them, and has no other right on them", async () => {
  const [app] = await sql`select current_user::text as name`;
  const [rights] = await ownerSql`
    select array_agg(distinct table_name || ' ' || privilege_type order by table_name || ' ' || privilege_type) as granted
    from information_schema.table_privileges where table_name like 'audit_events%' and grantee = ${app?.["name"]}`;
  expect(rights?.["granted"]).toEqual(["audit_events SELECT"]);
  const [written] = await ownerSql`
    select array_agg(column_name::text) as columns, bool_or(column_name = 'id') as has_id
    from information_schema.column_privileges
    where table_name like 'audit_events%' and grantee = ${app?.["name"]} and privilege_type = 'INSERT'`;
  expect(written?.["columns"]).toHaveLength(19);
  expect(written?.["has_id"]).toBe(false);
  const [role] = await sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    from pg_roles where rolname = current_user`;
  expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
});
