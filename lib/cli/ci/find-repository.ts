import { lstatSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the git repository that `start` is in, without links in its path; null outside of one. */
export function findRepository(start: string): string | null {
  for (let folder = realpathSync(start); ; folder = dirname(folder)) {
    if (lstatSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined) return folder;
    if (dirname(folder) === folder) return null;
  }
}
