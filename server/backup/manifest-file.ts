import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BackupManifest, backupManifest } from "#lib/contract/backup.ts";
import type { Keyring } from "../crypto/keyring.ts";
import { BackupError } from "./backup-error.ts";

const [MANIFEST, TAG] = ["manifest.json", "manifest.tag"];

/** HMAC-SHA256 under a key that only holders of the root key can make: who changes rows and their hashes cannot make it. */
const tagOf = (keyring: Keyring, text: string) =>
  createHmac("sha256", keyring.instanceSecret("backup manifest")).update(text).digest();

export function writeManifest(folder: string, manifest: BackupManifest, keyring: Keyring): void {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const options = { mode: 0o600, flag: "wx", flush: true } as const;
  writeFileSync(join(folder, TAG), `${tagOf(keyring, text).toString("hex")}\n`, options);
  writeFileSync(join(folder, MANIFEST), text, options);
}

/** What the folder says of itself; nothing of it is proven before `assertTag`. */
export function readManifest(folder: string): BackupManifest {
  const text = readText(folder, MANIFEST);
  const parsed = backupManifest.safeParse(readJson(text));
  if (parsed.success) return parsed.data;
  throw new BackupError(
    `${join(folder, MANIFEST)} is not a manifest of this release; use the release that took the backup, or a later one`,
  );
}

export function assertTag(folder: string, keyring: Keyring): void {
  const expected = tagOf(keyring, readText(folder, MANIFEST));
  const found = Buffer.from(readText(folder, TAG).trim(), "hex");
  if (found.length === expected.length && timingSafeEqual(found, expected)) return;
  throw new BackupError(
    "the manifest was changed after the backup was taken; use another copy of the backup",
  );
}

function readText(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BackupError(
      `${folder} is no finished backup: ${file} cannot be read (${code}); name the folder of a backup that was completed`,
    );
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
