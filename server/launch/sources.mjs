import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["app", "db", "lib", "public", "server"];
const FILES = ["next.config.mjs", "package.json", "package-lock.json", "tsconfig.json"];
const isLeftOut = (path) =>
  path === "public/packages" || path.endsWith("/testing") || /\.test\.tsx?$/.test(path);

/** Changes when anything the build reads changes: its inputs by path and content, and Node's major version. */
export function hashSources(appDir) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of [...FILES, ...FOLDERS.flatMap((folder) => filesUnder(appDir, folder))]) {
    const content = readFileSync(join(appDir, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesUnder(appDir, folder) {
  const entries = readdirSync(join(appDir, folder), { withFileTypes: true });
  return entries
    .map((entry) => ({ entry, path: `${folder}/${entry.name}` }))
    .filter(({ path }) => !isLeftOut(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? filesUnder(appDir, path) : [path]));
}
