import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { inLongTransaction } from "#db/copy/in-long-transaction.ts";
import { migrateInSteps } from "#db/copy/migrate-in-steps.ts";
import { migrationsFolder } from "#db/migrate.ts";
import { projects } from "#db/schema/projects.ts";
import { emptyDatabase, testDatabase } from "#db/testing/test-database.ts";
import type { TableFile } from "#lib/contract/backup.ts";
import { newId } from "#lib/ids.ts";
import { recordEvent } from "../audit/record-event.ts";
import { checkRootKey } from "../crypto/root-key.ts";
import { aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aSystemContext, aUserContext, testRootKey } from "../testing/fixtures.ts";
import { readManifest } from "./manifest-file.ts";
import { readRows } from "./read-rows.ts";
import { restoreBackup } from "./restore-backup.ts";
import { verifyBackup } from "./verify-backup.ts";
import { writeBackup } from "./write-backup.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-backup-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const world = await testDatabase();
const owner = await aUserContext(world);
const ctx = { ...aSystemContext(world), requestId: crypto.randomUUID() };
const taken = join(root, "taken");
const packagesDir = join(root, "packages");
const plan = { ownerUrl: world.ownerUrl, packagesDir, release: "1.0.0", rootKey: testRootKey };

// One for all of them: what refuses leaves it empty, and that is asked each time.
const target = await emptyDatabase();

const restore = async (folder: string, change: object = {}) => {
  const settings = {
    ownerUrl: target.ownerUrl,
    folder,
    rootKey: testRootKey,
    packagesDir: join(root, "restored-packages"),
    migrations: migrationsFolder(),
    newestMigration: Number.MAX_SAFE_INTEGER,
    ...change,
  };
  const restored = restoreBackup((requestId) => ({ ...ctx, requestId }), settings);
  const answer = await restored.then(
    () => "restored",
    (error: Error) => error.message,
  );
  const sql = connect(settings.ownerUrl, { max: 1 });
  const [row] = await sql`select count(*)::int as tables from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
  await sql.end({ timeout: 5 });
  return { answer, tables: row?.["tables"] };
};

beforeAll(async () => {
  await checkRootKey(world.db, testRootKey);
  await aStoredSecret(owner, await aStoredProject(owner));
  await writeBackup(ctx, { ...plan, folder: taken });
});

let copies = 0;
/** A copy of the backup in which one file is another. */
function changed(file: string, change: (bytes: Buffer) => Buffer): string {
  const folder = join(root, `changed-${copies++}`);
  cpSync(taken, folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file))));
  return folder;
}

const flip = (bytes: Buffer) => {
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
};
const addRow = (bytes: Buffer) => gzipSync(Buffer.concat([gunzipSync(bytes), Buffer.from("added\n")]));

test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
  ["secrets.copy.gz", flip, /^the file secrets\.copy\.gz is not the one that was written/],
  ["secret_versions.copy.gz", (bytes) => bytes.subarray(0, -9), /secret_versions\.copy\.gz is not the one/],
  ["grants.copy.gz", addRow, /^the file grants\.copy\.gz is not the one that was written/],
  ["manifest.json", (bytes) => bytes.subarray(0, -20), /is not a manifest of this release/],
  [
    "manifest.json",
    (bytes) => Buffer.from(bytes.toString().replace('"1.0.0"', '"1.0.1"')),
    /^the manifest was changed/,
  ],
  ["manifest.tag", () => Buffer.alloc(65, "0"), /^the manifest was changed/],
])("%s that was changed is refused, and nothing is written", async (file, change, sentence) => {
  const folder = changed(file, change);
  await expect(verifyBackup(folder, testRootKey)).rejects.toThrow(sentence);
  expect(await restore(folder)).toEqual({ answer: expect.stringMatching(sentence), tables: 0 });
});

test("who can write to the backup can add a row and its hash, but not the tag", async () => {
  const folder = changed("grants.copy.gz", addRow);
  const bytes = readFileSync(join(folder, "grants.copy.gz"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const { manifest } = readManifest(folder);
  const tables = manifest.tables.map((held) =>
    held.table === "grants"
      ? { ...held, rows: held.rows + 1, bytes: bytes.length, sha256: Buffer.from(digest).toString("hex") }
      : held,
  );
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...manifest, tables }));
  expect(await restore(folder)).toEqual({
    answer: expect.stringMatching(/^the manifest was changed/),
    tables: 0,
  });
});

test("another root key is refused in a sentence, and nothing is written", async () => {
  const rootKey = Buffer.alloc(32, 1);
  const sentence = /^the root key does not belong to this backup; /;
  await expect(verifyBackup(taken, rootKey)).rejects.toThrow(sentence);
  expect(await restore(taken, { rootKey })).toEqual({ answer: expect.stringMatching(sentence), tables: 0 });
});

test("a database that holds anything is refused and left as it is", async () => {
  const before = await world.ownerSql`select count(*)::int as rows from secrets`;
  const { answer } = await restore(taken, { ownerUrl: world.ownerUrl });
  expect(answer).toMatch(/^the database is not empty; /);
  expect(await world.ownerSql`select count(*)::int as rows from secrets`).toEqual(before);
});

test("a newer release's backup is refused", async () => {
  const { answer, tables } = await restore(taken, { newestMigration: 1 });
  expect([answer, tables]).toEqual([expect.stringMatching(/^the backup was taken by a newer release/), 0]);
});

test("a restore that fails at its end leaves nothing", async () => {
  // Packages are brought last; a folder that cannot be made stops there.
  const folder = join(root, "with-package");
  const served = join(root, "served");
  cpSync(taken, served, { recursive: true });
  writeFileSync(join(served, "cli-0.9.0.tgz"), "served once");
  await writeBackup(ctx, { ...plan, packagesDir: served, folder });
  writeFileSync(join(root, "a-file"), "");
  const { answer, tables } = await restore(folder, { packagesDir: join(root, "a-file", "packages") });
  expect([answer, tables]).toEqual([expect.stringMatching(/ENOTDIR/), 0]);
});

test("a backup that fails leaves no folder, and a name that is taken is refused", async () => {
  await expect(writeBackup(ctx, { ...plan, folder: taken })).rejects.toThrow(/exists already; /);
  const { ownerUrl } = await emptyDatabase();
  const parent = join(root, "parent");
  await expect(writeBackup(ctx, { ...plan, ownerUrl, folder: join(parent, "a") })).rejects.toThrow(
    /^the database is empty; /,
  );
  expect(readdirSync(parent)).toEqual([]);
  await expect(verifyBackup(parent, testRootKey)).rejects.toThrow(/is no finished backup: manifest\.json/);
});

test("an older release's backup is migrated on its way in", async () => {
  const journal = JSON.parse(readFileSync(join(migrationsFolder(), "meta", "_journal.json"), "utf8"));
  const { when } = journal.entries.find(({ tag }: { tag: string }) => tag === "0006_request_budgets");
  const old = await emptyDatabase();
  const [check] = await world.ownerSql`select sealed from instance_keys`;
  await inLongTransaction(old.ownerUrl, "load", async (tx) => {
    await migrateInSteps(tx, migrationsFolder(), { from: 0, to: when });
    await tx`insert into instance_keys (purpose, sealed) values ('root_check', ${check?.["sealed"]})`;
    await tx`insert into vaults (id, name) values ('vault_old', 'Old')`;
  });
  const folder = join(root, "old");
  await writeBackup(ctx, { ...plan, ownerUrl: old.ownerUrl, folder });
  expect(readManifest(folder).manifest.tables.map(({ table }) => table)).not.toContain("claims");
  const { ownerUrl } = await emptyDatabase();
  expect((await restore(folder, { ownerUrl })).answer).toBe("restored");
  const sql = connect(ownerUrl, { max: 1 });
  expect(await sql`select name, max_machines from vaults`).toEqual([{ name: "Old", max_machines: null }]);
  expect(await sql`select from claims`).toEqual([]);
  await sql.end({ timeout: 5 });
});

test("what is written while it is taken is in it with all that belongs to it, or not at all", async () => {
  let isOver = false;
  let written = 0;
  const write = async () => {
    while (!isOver) {
      await world.db.transaction(async (tx) => {
        const id = newId("proj");
        await tx
          .insert(projects)
          .values({ id, vaultId: owner.actor.vaultId, name: id, description: "beside" });
        await recordEvent(tx, owner, { action: "project.created", outcome: "allowed", projectId: id });
      });
      written++;
    }
  };
  const writers = Promise.all(Array.from({ length: 4 }, write));
  const folder = join(root, "beside");
  const manifest = await writeBackup(ctx, { ...plan, folder }).finally(() => {
    isOver = true;
  });
  await writers;
  const held = (table: string): TableFile => {
    const found = manifest.tables.find((file) => file.table === table);
    if (found === undefined) throw new Error(`${table} is not in the backup`);
    return found;
  };
  const recorded: (string | null)[] = [];
  for await (const row of readRows(folder, held("audit_events")))
    if (row["action"] === "project.created") recorded.push(row["project_id"] ?? null);
  const made: (string | null)[] = [];
  for await (const row of readRows(folder, held("projects")))
    if (row["description"] === "beside") made.push(row["id"] ?? null);
  expect(made.sort()).toEqual(recorded.sort());
  expect(made.length).toBeLessThan(written);
});
