import { accessSync, constants, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { LaunchError } from "./launch-error.mjs";

/** Makes the data folder, closed to others, or says why it cannot be used. */
export function openDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir, 0o700);
    readdirSync(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LaunchError(
      `The data folder ${dataDir} cannot be written (${code}); give this user the right to, or set SIKKERKEY_DATA_DIR to another folder.`,
    );
  }
}

/** Node's own `recursive` never returns where a file system refuses new folders with ENOENT, as /proc does. */
function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), 0o755);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
