import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { connect } from "./client.ts";
import { applyMigrations, migrationsFolder } from "./migrate.ts";

const BEFORE_PARTITIONS = 5;
const name = `migrated_${process.pid}_${Math.trunc(performance.now())}`;
const { ownerUrl, appUrl } = inject("postgres");
const inDatabase = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href;
const admin = connect(inDatabase(ownerUrl, "postgres"), { max: 1 });
const older = mkdtempSync(join(tmpdir(), "sikkerkey-migrations-"));
afterAll(async () => {
  await admin.end();
  rmSync(older, { recursive: true, force: true });
});

/** The migrations as an earlier release had them. */
function cutMigrations(count: number): string {
  cpSync(migrationsFolder(), older, { recursive: true });
  const journal = join(older, "meta", "_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, count) }));
  return older;
}

test("the log of an earlier release is moved whole into its months, and numbering goes on", async () => {
  await admin.unsafe(`create database ${name}`);
  const url = inDatabase(ownerUrl, name);
  // The migrations end there; what this release then asks of its own schema is not there yet.
  await expect(applyMigrations(url, cutMigrations(BEFORE_PARTITIONS), null)).rejects.toMatchObject({
    code: "42883",
  });
  const sql = connect(url, { max: 1 });
  try {
    await sql`insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, secret_id, version, request_id)
      select 'vault_a', timestamptz '2026-08-31 23:59:59.999999+00' + n * interval '9 days', 'secret.read', 'allowed',
        'machine', 'ci', 'sk_' || n, n, 'req' from generate_series(0, 9) n`;
    const rows = () => sql`select * from audit_events order by id`;
    const before = [...(await rows())];
    await applyMigrations(url, migrationsFolder(), "sikkerkey_app");
    expect([...(await rows())]).toEqual(before);
    const months = await sql`select tableoid::regclass::text as partition, count(*)::int as events
      from audit_events where at < '2026-11-01Z' group by 1 order by 1`;
    expect(months).toEqual([
      { partition: "audit_events_y2026m08", events: 1 },
      { partition: "audit_events_y2026m09", events: 3 },
      { partition: "audit_events_y2026m10", events: 3 },
    ]);
    const app = connect(inDatabase(appUrl, name), { max: 1 });
    const [row] =
      await app`insert into audit_events (at, action, outcome, actor_kind, actor_label, request_id)
      values (now(), 'secret.read', 'allowed', 'machine', 'm', 'r') returning id::int`.finally(() =>
        app.end(),
      );
    expect(row).toEqual({ id: 11 });
  } finally {
    await sql.end();
    await admin.unsafe(`drop database ${name}`);
  }
});
