import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { migrationsFolder } from "#db/migrate.ts";
import { emptyDatabase, testDatabase } from "#db/testing/test-database.ts";
import { checkRootKey } from "../crypto/root-key.ts";
import { aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aSystemContext, aUserContext, testRootKey } from "../testing/fixtures.ts";
import { aRowInEveryTable } from "../testing/worlds/a-row-in-every-table.ts";
import { restoreBackup } from "./restore-backup.ts";
import { verifyBackup } from "./verify-backup.ts";
import { writeBackup } from "./write-backup.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-backup-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const world = await testDatabase();
const owner = await aUserContext(world);
const ctx = { ...aSystemContext(world), requestId: crypto.randomUUID() };
const packagesDir = join(root, "packages");
const folder = join(root, "taken");
const NEWEST = Number.MAX_SAFE_INTEGER;

type Dump = ReadonlyMap<string, readonly Record<string, unknown>[]>;

/** Every row of every table there is, as text, asked of the catalogue. */
async function dump(sql: Sql): Promise<Dump> {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`;
  const rows = new Map<string, readonly Record<string, unknown>[]>();
  for (const { name } of tables) {
    const found = await sql`select to_jsonb(t) as row from ${sql(name)} t order by to_jsonb(t)::text`;
    rows.set(
      name,
      found.map(({ row }) => row),
    );
  }
  return rows;
}

const restorePlan = (ownerUrl: string) => ({
  ownerUrl,
  folder,
  rootKey: testRootKey,
  packagesDir: join(root, "restored-packages"),
  migrations: migrationsFolder(),
  newestMigration: NEWEST,
});

async function opened<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

let before: Dump;
beforeAll(async () => {
  await checkRootKey(world.db, testRootKey);
  const projectId = await aStoredProject(owner);
  const secret = await aStoredSecret(owner, projectId);
  await aStoredMachine(owner, { projectIds: [projectId], secretIds: [secret.id] });
  await world.ownerSql`select audit_events_make_month('2019-03-01')`;
  await world.ownerSql`insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, request_id)
    select ${owner.actor.vaultId}, at, 'secret.read', 'allowed', 'machine', 'ci-1', 'req'
    from unnest(array['2019-03-05', '1999-01-01', now()]::timestamptz[]) as at`;
  await aRowInEveryTable(world.ownerSql);
  mkdirSync(packagesDir);
  writeFileSync(join(packagesDir, "cli-0.9.0.tgz"), "served once");
  before = await dump(world.ownerSql);
  await writeBackup(ctx, {
    ownerUrl: world.ownerUrl,
    folder,
    packagesDir,
    release: "1.0.0",
    rootKey: testRootKey,
  });
});

test("what it writes is this user's alone, and the log knows of it", async () => {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(before.size);
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const rows =
    await world.sql`select target_id, request_id from audit_events where action = 'vault.backed_up'`;
  expect(rows).toEqual(
    (before.get("vaults") ?? []).map(({ id }) => ({ target_id: id, request_id: ctx.requestId })),
  );
});

test("it can be proven without a database", async () => {
  const { manifest, canaries } = await verifyBackup(folder, testRootKey);
  expect(manifest.id).toBe(ctx.requestId);
  expect(manifest.tables.map(({ table, rows }) => [table, rows]).sort()).toEqual(
    [...before]
      .filter(([table]) => table !== "__drizzle_migrations")
      .map(([table, rows]) => [table, rows.length]),
  );
  expect(canaries).toBe(1);
});

/** What the restore ends, by table: the columns it sets. Every other table comes back to the byte. */
const SET_BY_RESTORE: Readonly<Record<string, readonly string[]>> = {
  machines: ["disabled_reason"],
  claims: ["revoked_at"],
  bootstrap_tokens: ["revoked_at"],
  nonce_watermark: ["refused_before"],
};
const REMOVED = ["sessions", "setup_links", "bundles"];
const ADDED = ["audit_events", "ended_bundles"];

test("every row of every table comes back, and what was open is ended (FI-19)", async () => {
  expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([]);
  const target = await emptyDatabase();
  await restoreBackup((requestId) => ({ ...ctx, requestId }), restorePlan(target.ownerUrl));
  const after = await opened(target.ownerUrl, dump);
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [table, rows] of before) {
    const found = after.get(table) ?? [];
    const left = SET_BY_RESTORE[table] ?? [];
    const rest = (row: Record<string, unknown>) =>
      JSON.stringify(Object.entries(row).filter(([column]) => !left.includes(column)));
    if (REMOVED.includes(table)) expect(found).toEqual([]);
    else if (ADDED.includes(table)) expect(found.map(rest)).toEqual(expect.arrayContaining(rows.map(rest)));
    else expect([table, found.map(rest)]).toEqual([table, rows.map(rest)]);
  }
  const added = (after.get("audit_events") ?? [])
    .slice(0)
    .filter(({ action }) => action === "vault.restored");
  expect(added.map(({ request_id }) => request_id)).toEqual(
    (before.get("vaults") ?? []).map(() => ctx.requestId),
  );
  expect(after.get("audit_events")).toHaveLength((before.get("audit_events") ?? []).length + added.length);
  const state = await opened(target.ownerUrl, async (sql) => ({
    months:
      await sql`select tableoid::regclass::text as place from audit_events where at < '2020-01-01' order by at`,
    next: await sql`select nextval('audit_events_id_seq') > (select max(id) from audit_events) as is_new`,
    watermark: await sql`select refused_before > now() - interval '1 minute' as is_now from nonce_watermark`,
  }));
  expect(state.months.map(({ place }) => place)).toEqual(["audit_events_default", "audit_events_y2019m03"]);
  expect([state.next, state.watermark]).toEqual([[{ is_new: true }], [{ is_now: true }]]);
  expect(readFileSync(join(root, "restored-packages", "cli-0.9.0.tgz"), "utf8")).toBe("served once");
});
