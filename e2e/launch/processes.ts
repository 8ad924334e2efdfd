import { readdirSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Ids of the database's processes over a data folder, which they keep as their working folder. Linux only. */
export function databaseProcesses(dataDir: string): readonly number[] {
  const folder = join(realpathSync(dataDir), "postgres");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === folder)
    .map(Number);
}

function workingFolder(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
