import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTransaction } from "../client.ts";
import { testDatabase } from "../testing/test-database.ts";
import { IN_INDEX_ORDER } from "./event-pages.ts";
import { findTokenActivity, tokenActivityStatement } from "./token-activity.ts";

const { db, ownerSql } = await testDatabase();
const [VAULT, TOKEN] = ["vault_0000000000000001", "etok_0000000001"];

await ownerSql`
  insert into audit_events (vault_id, at, action, outcome, reason, actor_kind, actor_id, actor_label, token_id, source_ip, request_id)
  select ${VAULT}, now() - n * interval '1 second', 'enrollment_token.refused', 'denied', 'token_revoked',
    'enrollment_token', ${TOKEN}, 't', ${TOKEN}, '192.0.2.' || n % 40, 'r' from generate_series(1, 12000) n`;
await ownerSql`
  insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_id, actor_label, machine_id, token_id, request_id)
  select ${VAULT}, now() - n * interval '1 second', 'secret.read', 'allowed', 'machine',
    md5((n % 50)::text)::uuid::text, 'm', md5((n % 50)::text)::uuid::text, ${TOKEN}, 'r' from generate_series(1, 15000) n`;
await ownerSql`analyze audit_events`;

test("of a flood the newest are counted, and the rows shown are few", async () => {
  const activity = await findTokenActivity(db, VAULT, TOKEN);
  expect(activity).toMatchObject({ events: 10_000, sourceCount: 40, refusals: [{ times: 10_000 }] });
  expect(activity.sources).toHaveLength(10);
});

test("the walk is down one index to its bound, past no read of the token's machines", async () => {
  const rows = await inTransaction(db, async (tx) => {
    await tx.execute(sql.raw(IN_INDEX_ORDER));
    return tx.execute<{ "QUERY PLAN": string }>(
      sql`explain (analyze, costs off, timing off, summary off) ${tokenActivityStatement(VAULT, TOKEN)}`,
    );
  });
  const plan = rows.map((row) => row["QUERY PLAN"]).filter((line) => /audit_events_y/.test(line));
  expect(plan.length).toBeGreaterThan(0);
  for (const line of plan)
    expect(line).toMatch(/Index (Only )?Scan.* using audit_events_\w+_vault_id_actor_id/);
  const walked = plan.map((line) => Number(/rows=(\d+)/.exec(line)?.[1] ?? 0));
  expect(walked.reduce((sum, count) => sum + count, 0)).toBe(10_000);
});
