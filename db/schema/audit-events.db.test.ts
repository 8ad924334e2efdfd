import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/test-database.ts";

const { sql, ownerSql } = await testDatabase();

beforeAll(async () => {
  await sql`insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, request_id)
    values ('vault_a', now(), 'secret.read', 'allowed', 'machine', 'ci-1', 'req-1')`;
});

const rows = async () => JSON.stringify(await ownerSql`select * from audit_events order by id`);

// Each tries to change, remove, hide or replace what has happened.
const tampering = [
  "update audit_events set outcome = 'denied'",
  "update audit_events set at = at - interval '1 day' where id = 1",
  "update audit_events set action = action where false",
  "delete from audit_events",
  "delete from audit_events where false",
  "truncate audit_events",
  "insert into audit_events select * from audit_events on conflict (id) do update set outcome = 'failed'",
  "merge into audit_events e using (values (1)) v (x) on true when matched then delete",
];

test.each(tampering)("the app's role is refused: %s", async (statement) => {
  const before = await rows();
  await expect(sql.unsafe(statement)).rejects.toMatchObject({
    code: expect.stringMatching(/^(42501|428C9)$/),
  });
  expect(await rows()).toBe(before);
});

test.each(tampering)("the trigger stops the table's owner too: %s", async (statement) => {
  const before = await rows();
  await expect(ownerSql.unsafe(statement)).rejects.toMatchObject({
    code: expect.stringMatching(/^(42501|428C9)$/),
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

test("the app's role may write and read events and has no other right on them", async () => {
  const [app] = await sql`select current_user::text as name`;
  const [rights] = await ownerSql`
    select array_agg(privilege_type::text order by privilege_type) as granted
    from information_schema.table_privileges where table_name = 'audit_events' and grantee = ${app?.name}`;
  expect(rights?.granted).toEqual(["INSERT", "SELECT"]);
  const [role] = await sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    from pg_roles where rolname = current_user`;
  expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
});
