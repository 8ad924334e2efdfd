import { chmodSync, chownSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Whether `account` may pass every folder down to `path`, by mode bits; null is this process itself. */
export function mayTraverse(path, account) {
  if (account === null) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Lets `account` pass a data folder of root's, which is ours, while the files beside the database stay closed to others. */
export function letPass(dataDir, account) {
  const { uid, mode } = statSync(dataDir);
  if (uid !== 0 || mayTraverse(dataDir, account)) return;
  if (!mayTraverse(dirname(resolve(dataDir)), account)) return;
  chownSync(dataDir, 0, account.gid);
  chmodSync(dataDir, (mode & 0o700) | 0o010);
}
