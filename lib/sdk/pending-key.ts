import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ClientError } from "./client-error.ts";
import { type KeyPair, makeKeyPair, parsePrivateKey, publicKeyOf } from "./private-key.ts";
import { writePrivateFile } from "./write-private-file.ts";

/**
 * The key in this folder, or a new one that is put there. It is on disk before the server hears of it, and of several
 * processes that begin at once one makes it and the others find it: whoever asks the server again, after a lost answer or
 * beside another process, asks with the same key and gets the same machine.
 */
export function pendingKey(folder: string): KeyPair {
  const file = join(folder, "private.pem");
  const found = readOrNull(file);
  if (found !== null) return keyPairOf(found, file);
  const made = makeKeyPair();
  const draft = join(folder, `.${randomBytes(8).toString("hex")}.key`);
  writePrivateFile(draft, made.pem);
  try {
    putInPlace(draft, file, made.pem);
    return made;
  } catch (error) {
    const other = codeOf(error) === "EEXIST" ? readOrNull(file) : null;
    if (other === null) throw error;
    return keyPairOf(other, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a key away that no machine can come of, unless another process has put a better one in its place. */
export function dropPendingKey(folder: string, { pem }: KeyPair): void {
  const file = join(folder, "private.pem");
  if (readOrNull(file) === pem) rmSync(file, { force: true });
}

/** Whole or not at all, and never over another's: `EEXIST` when somebody was faster. */
function putInPlace(draft: string, file: string, pem: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw error;
    // A file system without links, as some that are mounted from another computer.
    writeFileSync(file, pem, { mode: 0o600, flag: "wx" });
  }
}

function keyPairOf(pem: string, file: string): KeyPair {
  try {
    return { pem, publicKey: publicKeyOf(parsePrivateKey(pem)) };
  } catch (cause) {
    throw new ClientError("identity", `The private key ${file} is not usable.`, {
      remedy: "Remove it, so that a new one is made.",
      cause,
    });
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : null);
