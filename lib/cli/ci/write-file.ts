import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { findPlace, type Place } from "./find-place.ts";

/** Writes the whole file in one step, only if what lies there is still what was shown. A file that is replaced keeps its mode. */
export function writeFile(root: string, { path, before }: Place, content: string): void {
  const now = findPlace(root, path);
  const folder = dirname(now.file);
  mkdirSync(folder, { recursive: true });
  if (now.before !== before || realpathSync(folder) !== folder)
    throw new ClientError("input", `${printableText(path, 200)} has changed meanwhile and is not written.`, {
      remedy: "Run the command again and look at the difference.",
    });
  const draft = join(folder, `.${randomBytes(8).toString("hex")}.tmp`);
  const handle = openSync(draft, "wx", 0o666);
  try {
    try {
      if (before !== null) fchmodSync(handle, statSync(now.file).mode & 0o777);
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, now.file);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
}
