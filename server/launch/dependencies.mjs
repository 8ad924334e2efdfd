import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LaunchError } from "./launch-error.mjs";
import { runTool } from "./run-tool.mjs";

/**
 * Installs the locked packages when they are missing, stale or half-downloaded. `npm ci` empties node_modules first and
 * writes its hidden lockfile last, so that file, compared with ours, tells a finished install from an interrupted one.
 */
export async function ensureDependencies(appDir, { isForTests = false } = {}) {
  if (isInstalled(appDir, isForTests)) return;
  process.stderr.write("Installing the locked packages …\n");
  const [command, first] = npmCommand();
  const args = [
    ...first,
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
  ];
  const { status, output } = await runTool(command, args, { cwd: appDir, env: process.env, isQuiet: true });
  if (status === 0 && isInstalled(appDir, isForTests)) return;
  const reason = output.match(/npm (?:error|ERR!) code (\S+)/)?.[1] ?? `exit code ${status}`;
  throw new LaunchError(
    `The packages in ${join(appDir, "node_modules")} are incomplete and npm ci failed (${reason}); check the connection to the npm registry and the folder's permissions, then start again.`,
  );
}

export function isInstalled(appDir, isForTests) {
  const wanted = readPackages(join(appDir, "package-lock.json"));
  const found = readPackages(join(appDir, "node_modules", ".package-lock.json"));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link || (entry.dev && !isForTests)) return true;
    const installed = found[path];
    if (installed === undefined)
      return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return installed.integrity === entry.integrity && existsSync(join(appDir, path, "package.json"));
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}

/** The npm that runs us, which need not be the first in PATH. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === "npm-cli.js") return [process.execPath, [running]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", []];
}
