import { chmodSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";

/** Makes a folder for this user alone, or takes an empty one it has; `isMade` says which. */
export function openEmptyFolder(folder: string): { readonly isMade: boolean } {
  try {
    mkdirSync(folder, { mode: 0o700 });
    // Whatever the umask.
    chmodSync(folder, 0o700);
    return { isMade: true };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    if (code !== "EEXIST") throw refuse(folder, `cannot be made (${code})`, cause);
  }
  checkFolder(folder);
  chmodSync(folder, 0o700);
  return { isMade: false };
}

/** Throws for something that is there and no empty folder of this user's. */
export function checkFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isSymbolicLink()) throw refuse(folder, "is a symbolic link");
  if (!found.isDirectory()) throw refuse(folder, "is not a folder");
  if (process.getuid !== undefined && found.uid !== process.getuid())
    throw refuse(folder, "belongs to another user");
  if (readdirSync(folder).length > 0) throw refuse(folder, "is not empty");
}

function refuse(folder: string, problem: string, cause?: unknown): ClientError {
  return new ClientError("input", `The folder for the files, ${printableText(folder)}, ${problem}.`, {
    remedy:
      "Name a folder that does not exist yet, in one of your own and in memory, such as $XDG_RUNTIME_DIR or /dev/shm.",
    cause,
  });
}
