import { closeSync, fsyncSync, openSync } from "node:fs";

/** Puts a new name on the disk, as `fsync` of a file puts its content there: a crash leaves both or neither. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
