import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Database } from "#db/client.ts";
import { keepRootCheck } from "#db/queries/vault-keys.ts";
import { aeadOpen, aeadSeal } from "./aead.ts";
import { lengthPrefixed } from "./length-prefix.ts";
import { syncFolder } from "./sync-folder.ts";

const KEY_BYTES = 32;
const CHECK_CONTEXT = lengthPrefixed("root key check v1");
const CHECK_TEXT = Buffer.from("this root key opens this database");

/** A root key that cannot be used; the message is one sentence for the person who starts the server. */
export class RootKeyError extends Error {
  override readonly name = "RootKeyError";
}

/** Where the root key comes from. A cloud KMS becomes another source behind the same shape. */
export type RootKeySource =
  | { readonly kind: "environment"; readonly text: string }
  | { readonly kind: "file"; readonly path: string; readonly mayMake: boolean };

/** The 32 bytes, and whether a new file was made for them. Never prints or includes the key in an error. */
export function loadRootKey(source: RootKeySource): { key: Uint8Array; wasMade: boolean } {
  if (source.kind === "environment")
    return { key: decode(source.text, "SIKKERKEY_ROOT_KEY"), wasMade: false };
  const made = source.mayMake ? makeFile(source.path) : null;
  return made ? { key: made, wasMade: true } : { key: readKeyFile(source.path), wasMade: false };
}

function decode(text: string, where: string): Uint8Array {
  const key = Buffer.from(text, "base64");
  if (key.length !== KEY_BYTES || key.toString("base64") !== text)
    throw new RootKeyError(
      `${where} does not hold 32 bytes as base64; restore your copy, or for a new database make one with: openssl rand -base64 32`,
    );
  return key;
}

/**
 * The new key, or null when the file is there already. It is written beside and linked into place: a start that is killed
 * leaves no half key, two first starts agree on one, and both file and folder are on disk before anything is sealed.
 */
function makeFile(path: string): Uint8Array | null {
  if (existsSync(path)) return null;
  const half = `${path}.${randomBytes(6).toString("hex")}`;
  const key = randomBytes(KEY_BYTES);
  try {
    writeFileSync(half, `${key.toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
    linkSync(half, path);
    syncFolder(dirname(path));
    return key;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return null;
    throw new RootKeyError(`the root key file ${path} cannot be made (${code})`);
  } finally {
    rmSync(half, { force: true });
  }
}

function readKeyFile(path: string): Uint8Array {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RootKeyError(
      `the root key file ${path} cannot be read (${code}); mount it or restore it from your backup`,
    );
  }
  try {
    const stat = fstatSync(file);
    if (process.platform !== "win32" && (stat.mode & 0o077) !== 0)
      throw new RootKeyError(`the root key file ${path} is readable by others; run: chmod 600 '${path}'`);
    return decode(readFileSync(file, "utf8").replace(/\r?\n$/, ""), path);
  } finally {
    closeSync(file);
  }
}

/**
 * Proves that this root key is the one this database was made with, or throws. The first start stores the record; a wrong
 * key never starts a second hierarchy.
 */
export async function checkRootKey(db: Database, key: Uint8Array): Promise<void> {
  const stored = await keepRootCheck(db, aeadSeal(key, CHECK_CONTEXT, CHECK_TEXT));
  if (provesRootKey(key, stored)) return;
  throw new RootKeyError(
    "the root key does not belong to this database; restore the key file this database was made with",
  );
}

/** Whether a check record, of a database or of its backup, was made with this root key. */
export function provesRootKey(key: Uint8Array, sealed: Uint8Array): boolean {
  try {
    return aeadOpen(key, CHECK_CONTEXT, sealed).equals(CHECK_TEXT);
  } catch {
    // The same answer as for a wrong text: nothing else is known about the key.
    return false;
  }
}
