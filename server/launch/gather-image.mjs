import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

// What a container runs: the server, its care, and the question whether it is well.
const PROGRAMS = ["serve", "backup", "restore", "check-health"].map((name) => `server/launch/${name}.mjs`);
const BUILT = [".build/main.mjs", ".next", "public", "db/migrations"];
const PLAIN = ["package.json", "lib/cli/package.json", "next.config.mjs", "LICENSE"];
/** Left by a build for the next one, or for people who look into it. */
const FOR_BUILDING = [".next/cache", ".next/diagnostics", ".next/trace", ".next/trace-build", ".next/types"];
/** Half of what packages weigh, and no program reads it. */
const FOR_PEOPLE = /^node_modules\/.*\.(map|d\.[cm]?ts)$/;
/** Started by its own entry at run time, which a look at imports cannot see; its optional packages build and draw. */
const FRAMEWORK = ["next", "react", "react-dom"];

/** Copies what a running server needs, and nothing that builds or tests it, to a new folder: the image's content. */
export function gatherImage(appDir, outDir) {
  const programs = PROGRAMS.flatMap((path) => withImports(appDir, path));
  for (const path of [...new Set([...programs, ...BUILT, ...PLAIN, ...packagePaths(appDir)])]) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    cpSync(join(appDir, path), join(outDir, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => isWanted(relative(appDir, from), path),
    });
  }
}

/** A package inside of another is one of its own, and comes along where it is needed. */
const isWanted = (path, root) =>
  !FOR_BUILDING.includes(path) &&
  !FOR_PEOPLE.test(path) &&
  !(root.startsWith("node_modules/") && path.slice(root.length).includes("/node_modules"));

/** A program and the files of ours that it always loads; what it loads only to build stays behind. */
function withImports(appDir, path) {
  const text = readFileSync(join(appDir, path), "utf8");
  const imported = [...text.matchAll(/^import [^(]*?"(\.[^"]+)";$/gm)].map(([, to]) =>
    normalize(join(dirname(path), to)),
  );
  return [path, ...imported.flatMap((to) => withImports(appDir, to))];
}

/** Folders of every package that the built server loads, with all that those depend on. */
function packagePaths(appDir) {
  const { packages } = JSON.parse(readFileSync(join(appDir, "package-lock.json"), "utf8"));
  const found = new Set();
  const add = (name, from) => {
    const path = installedPath(packages, name, from);
    if (path === null || found.has(path) || !existsSync(join(appDir, path))) return;
    found.add(path);
    const { dependencies = {}, optionalDependencies = {} } = packages[path];
    const optional = FRAMEWORK.includes(name) ? [] : Object.keys(optionalDependencies);
    for (const next of [...Object.keys(dependencies), ...optional]) add(next, path);
  };
  for (const name of [...FRAMEWORK, ...importedPackages(appDir), ...linkedPackages(appDir)]) add(name, "");
  return found;
}

/** As Node looks for it: beside the package that asks, then further out. */
function installedPath(packages, name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (at === "") return null;
  }
}

function importedPackages(appDir) {
  const text = readFileSync(join(appDir, ".build", "main.mjs"), "utf8");
  const specifiers = [...text.matchAll(/^(?:import|\} from|export).*?"([^"./][^"]*)";$/gm)].map(
    ([, name]) => name,
  );
  return specifiers
    .filter((name) => !isBuiltin(name))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    );
}

/** What the pages load as it is installed; Next keeps a link to each. */
function linkedPackages(appDir) {
  const links = join(appDir, ".next", "node_modules");
  if (!existsSync(links)) return [];
  const packages = join(realpathSync(appDir), "node_modules");
  const leaves = readdirSync(links).flatMap((entry) =>
    entry.startsWith("@") ? readdirSync(join(links, entry)).map((name) => join(entry, name)) : [entry],
  );
  return leaves.map((leaf) => relative(realpathSync(packages), realpathSync(join(links, leaf))));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [outDir] = process.argv.slice(2);
  if (outDir === undefined) throw new Error("Name the folder to be made");
  gatherImage(fileURLToPath(new URL("../..", import.meta.url)), outDir);
}
