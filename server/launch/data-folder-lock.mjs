import { join, resolve } from "node:path";
import { LaunchError } from "./launch-error.mjs";
import { lockHolder, takeLock } from "./lock-file.mjs";

const lockFile = (dataDir) => join(dataDir, "start.lock");

/** One server per embedded database; returns the release. */
export function lockDataFolder(dataDir) {
  const release = takeLock(lockFile(dataDir));
  if (release === null) throw inUse(dataDir, lockHolder(lockFile(dataDir)));
  return release;
}

/** Whether a server runs over this folder. */
export const isDataFolderInUse = (dataDir) => lockHolder(lockFile(dataDir)) !== null;

/** The same refusal, early and without taking anything: before dependencies and build are touched. */
export function refuseSecondStart(env, appDir) {
  if (env.DATABASE_URL?.trim() || env.DATABASE_URL_FILE?.trim()) return;
  const dataDir = resolve(appDir, env.SIKKERKEY_DATA_DIR?.trim() || ".data");
  const holder = lockHolder(lockFile(dataDir));
  if (holder !== null) throw inUse(dataDir, holder);
}

function inUse(dataDir, pid) {
  const who = pid === null ? "Another SikkerKey" : `Another SikkerKey (process ${pid})`;
  return new LaunchError(
    `${who} already uses the data folder ${dataDir}; stop it, or set SIKKERKEY_DATA_DIR to another folder.`,
  );
}
