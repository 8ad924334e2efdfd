import { expect, test } from "vitest";
import { ageLog } from "./aged-log.ts";
import { testDatabase } from "./test-database.ts";

const { sql, ownerUrl } = await testDatabase();

test("an aged log has the rows that were asked for where new ones go, and nonces that a sweep must keep", async () => {
  await ageLog(ownerUrl, { vaultId: "vault_0000000000000001", events: 3000, nonces: 500 });
  const partitions = await sql`select tableoid::regclass::text as partition, count(*)::int as events,
    count(distinct machine_id)::int as machines, max(at) <= now() as is_past from audit_events group by 1`;
  const [month] =
    await sql`select to_char(now() at time zone 'UTC', '"audit_events_y"YYYY"m"MM') as partition`;
  expect(partitions).toEqual([{ ...month, events: 3000, machines: 3000, is_past: true }]);
  const [nonces] =
    await sql`select count(*)::int as count, min(expires_at) > now() as is_live from request_nonces`;
  expect(nonces).toEqual({ count: 500, is_live: true });
});
