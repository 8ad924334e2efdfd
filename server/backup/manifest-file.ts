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

/** A manifest as it was read, once: what is proven must be what is used, whoever writes to the folder meanwhile. */
export type ReadManifest = { readonly manifest: BackupManifest; readonly text: string };

/** What the folder says of itself; nothing of it is proven before `assertTag`. */
export function readManifest(folder: string): ReadManifest {
  const text = readText(folder, MANIFEST);
  const parsed = backupManifest.safeParse(readJson(text));
  if (parsed.success) return { manifest: parsed.data, text };
  throw new BackupError(
    `${join(folder, MANIFEST)} is not a manifest of this release; use the release that took the backup, or a later one`,
  );
}

/** Throws unless the folder's tag is that of the text that was read. */
export function assertTag(folder: string, { text }: ReadManifest, keyring: Keyring): void {
  const expected = tagOf(keyring, text);
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
