import * as fs from "node:fs";
import { dirname, resolve } from "node:path";

// What statfs(2) gives for tmpfs and ramfs.
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** Whether files in this folder, which may be yet to be made, stay in memory; null where the system does not say. */
export function isInMemory(folder: string): boolean | null {
  // Named only where it is there: Node 18 had none at first.
  if (process.platform !== "linux" || typeof fs.statfsSync !== "function") return null;
  try {
    const place = fs.existsSync(folder) ? folder : dirname(resolve(folder));
    return IN_MEMORY.has(fs.statfsSync(place).type);
  } catch {
    return null;
  }
}
