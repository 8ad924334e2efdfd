import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { LaunchError } from "./launch-error.mjs";
import { takeLock } from "./lock-file.mjs";
import { runTool } from "./run-tool.mjs";
import { hashSources } from "./sources.mjs";
import { until } from "./wait.mjs";

const LOCK_WAIT_MS = 600_000;
const stampFile = (appDir) => join(appDir, ".build", "stamp");

/** Builds when the sources changed since the last build that finished. */
export async function ensureBuild(appDir, { isQuiet = true } = {}) {
  if (isFresh(appDir)) return;
  const release = await until(() => takeLock(join(appDir, ".build", "lock")), LOCK_WAIT_MS, 200);
  if (!release)
    throw new LaunchError("Another build of this folder does not end; stop it, then start again.");
  try {
    if (!isFresh(appDir)) await build(appDir, isQuiet);
  } finally {
    release();
  }
}

const OUTPUTS = [".next/BUILD_ID", ".build/main.mjs", "public/packages/SHA256SUMS"];

function isFresh(appDir) {
  if (![...OUTPUTS, ".build/stamp"].every((path) => existsSync(join(appDir, path)))) return false;
  return readFileSync(stampFile(appDir), "utf8") === hashSources(appDir);
}

async function build(appDir, isQuiet) {
  process.stderr.write("Building …\n");
  const sources = hashSources(appDir);
  rmSync(stampFile(appDir), { force: true });
  mkdirSync(join(appDir, ".build"), { recursive: true });
  // Next works without it; telemetry would be the only connection a build makes.
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  for (const [name, ...args] of steps(appDir)) {
    const { status, output } = await runTool(process.execPath, args, { cwd: appDir, env, isQuiet });
    if (status === 0) continue;
    process.stderr.write(output.split("\n").slice(-30).join("\n"));
    throw new LaunchError(`The build of the ${name} failed; the lines above say why.`);
  }
  writeFileSync(stampFile(appDir), sources);
}

const steps = (appDir) => [
  ["packages", join(appDir, "server", "launch", "pack.mjs")],
  ["pages", join(appDir, "node_modules", "next", "dist", "bin", "next"), "build"],
  ["server", join(appDir, "server", "launch", "build-server.mjs")],
];

export const loadBuild = (appDir) => import(pathToFileURL(join(appDir, ".build", "main.mjs")).href);

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const appDir = fileURLToPath(new URL("../..", import.meta.url));
  const { ensureDependencies } = await import("./dependencies.mjs");
  await exitOnFailure(async () => {
    await ensureDependencies(appDir);
    await ensureBuild(appDir, { isQuiet: false });
  });
}
