import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { BackupManifest } from "#lib/contract/backup.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { bringFile, copyFile } from "./held-files.ts";
import { assertTag, readManifest, writeManifest } from "./manifest-file.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-changed-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const keyring = makeKeyring(Buffer.alloc(32, 7));
const manifest: BackupManifest = {
  ...{ format: 1, id: crypto.randomUUID(), release: "1.0.0", takenAt: "2026-11-21T10:00:00Z" },
  ...{ instance: "http://localhost:3000", newestMigration: 1, auditMonths: [], tables: [], sequences: [] },
  packages: [],
};

test("a manifest that is put back after it was read proves nothing of what was read", () => {
  const folder = mkdtempSync(join(root, "manifest-"));
  const file = join(folder, "manifest.json");
  writeManifest(folder, manifest, keyring);
  const good = readFileSync(file, "utf8");
  assertTag(folder, readManifest(folder), keyring);
  writeFileSync(file, good.replace("1.0.0", "6.6.6"));
  const read = readManifest(folder);
  writeFileSync(file, good);
  expect(() => assertTag(folder, read, keyring)).toThrow(/^the manifest was changed/);
  expect(read.manifest.release).toBe("6.6.6");
});

test("a package that was exchanged after it was checked is not what is brought", async () => {
  const [from, to] = [mkdtempSync(join(root, "from-")), mkdtempSync(join(root, "to-"))];
  writeFileSync(join(from, "cli-0.9.0.tgz"), "served once");
  const held = await copyFile(from, to, "cli-0.9.0.tgz");
  await bringFile(from, held, join(to, "brought"));
  expect(readFileSync(join(to, "brought"), "utf8")).toBe("served once");
  writeFileSync(join(from, "cli-0.9.0.tgz"), "served never");
  await expect(bringFile(from, held, join(to, "exchanged"))).rejects.toThrow(
    /^the file cli-0\.9\.0\.tgz is not/,
  );
});
