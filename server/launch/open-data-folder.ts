import { accessSync, constants, mkdirSync } from "node:fs";
import { LaunchError } from "./launch-error.mjs";

/** Makes the data folder, closed to others, or says why it cannot be used. */
export function openDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LaunchError(
      `The data folder ${dataDir} cannot be written (${code}); give this user the right to, or set SIKKERKEY_DATA_DIR to another folder.`,
    );
  }
}
