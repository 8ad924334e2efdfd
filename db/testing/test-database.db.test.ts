import { expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";

const { sql, ownerSql } = await testDatabase();

test("a clone has the migrated schema and starts empty", async () => {
  const [row] = await sql`select count(*)::int as events from audit_events`;
  expect(row).toEqual({ events: 0 });
});

test("the app's role may add to the audit log and not change it", async () => {
  await expect(sql`update audit_events set action = 'x'`).rejects.toThrow(/permission denied/);
  await expect(sql`delete from audit_events`).rejects.toThrow(/permission denied/);
  await expect(sql`truncate audit_events`).rejects.toThrow(/permission denied/);
  await expect(sql`drop table audit_events`).rejects.toThrow(/must be owner/);
});

test("what one file's database holds, no other file sees", async () => {
  const [row] = await ownerSql`select current_database() as name`;
  expect(row?.name).toMatch(/^test_[0-9a-f]{16}$/);
});
