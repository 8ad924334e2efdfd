import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ClientError } from "./client-error.ts";
import { makeFolder } from "./make-folder.ts";

/** A folder only its owner enters, whatever the umask is; one that somebody else owns is refused. */
export function makePrivateFolder(folder: string): void {
  const isNew = makeFolder(folder);
  const found = lstatSync(folder);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !isOurs)
    throw new ClientError("input", `${folder} is not a folder of this user.`, {
      remedy: "Set SIKKERKEY_HOME to a folder that only this user can write to.",
    });
  if (isNew) chmodSync(folder, 0o700);
}

/** Replaces a file in one step, 0600 whatever the umask is: a reader sees the old text or the new, never a half. */
export function writePrivateFile(file: string, text: string): void {
  const draft = join(dirname(file), `.${randomBytes(8).toString("hex")}.tmp`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    try {
      fchmodSync(handle, 0o600);
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
}
