import { expect, test } from "vitest";
import { testDatabase } from "./testing/test-database.ts";

const { sql } = await testDatabase();

// What history, keys and scopes are made of: added, read, and gone only with what they belong to.
const KEPT = [
  "enrollment_token_projects",
  "enrollment_token_secrets",
  "instance_keys",
  "instance_owner",
  "members",
  "public_keys",
  "secret_versions",
  "vault_keys",
];

const privileges = async (table: string) => {
  const [row] = await sql<{ held: string[] }[]>`
    select array(select p from unnest(array['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) p
      where has_table_privilege(current_user, ${table}, p)) as held`;
  return row?.held;
};

test.each(KEPT)("the app's role may add to %s and read it, and nothing else", async (table) => {
  expect(await privileges(table)).toEqual(["INSERT", "SELECT"]);
});

test.each(["grants", "machine_projects"])(
  "the app's role may give and take a row of %s, never turn one into another",
  async (table) => {
    expect(await privileges(table)).toEqual(["INSERT", "SELECT", "DELETE"]);
  },
);

test("the app's role may read audit_events; of adding, its own test says which columns", async () => {
  expect(await privileges("audit_events")).toEqual(["SELECT"]);
});

test.each(["users", "vaults", "enrollment_tokens", "nonce_watermark"])(
  "the app's role may remove nothing of %s",
  async (table) => {
    expect(await privileges(table)).toEqual(["INSERT", "SELECT", "UPDATE"]);
  },
);

test("the app's role can neither make tables nor set a sequence back", async () => {
  await expect(sql`create table mine (id int)`).rejects.toThrow(/permission denied/);
  await expect(sql`select setval('audit_events_id_seq', 1)`).rejects.toThrow(/permission denied/);
  await expect(sql`set session_replication_role = replica`).rejects.toThrow(/permission denied/);
  await expect(sql`insert into "__drizzle_migrations" (hash) values ('x')`).rejects.toThrow(
    /permission denied/,
  );
});
