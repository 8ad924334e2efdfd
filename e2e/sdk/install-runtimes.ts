import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeep } from "#server/testing/rounds.ts";
import { runProcess } from "../process-run.ts";

export type Runtime = { readonly title: string; readonly program: string };

/** Exact versions of npm's platform packages; the binaries lie in them, so no script need run. */
const PLATFORM = `${process.platform}-${process.arch}`;
const node = (version: string) => ({ name: "node", package: `node-${PLATFORM}`, version });
// For x64 the build without the instructions that older processors lack.
const BUN = `@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : "x64-baseline"}`;

const PROMISED = [
  { title: "Node 18", takesTypes: false, isBetween: false, ...node("18.20.8") },
  { title: "Node 20", takesTypes: false, isBetween: true, ...node("20.20.2") },
  { title: "Node 22", takesTypes: false, isBetween: true, ...node("22.23.3") },
  { title: "Node 24", takesTypes: true, isBetween: false, ...node("24.21.0") },
  { title: "Bun", takesTypes: true, isBetween: false, name: "bun", package: BUN, version: "1.4.5" },
];
const OWN_TITLE = `Node ${process.versions.node.split(".")[0]}`;

/** `npm test` runs the oldest, the newest and its own: each is some hundred megabytes to unpack. The deep round runs all. */
export const RUNTIMES = PROMISED.filter(
  ({ title, isBetween }) => isDeep || !isBetween || title === OWN_TITLE,
);

/** npm's words for a registry that cannot be reached, unlike one that refuses. */
const UNREACHABLE =
  /npm error code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)/;

/**
 * The runtimes, installed into this folder. The Node that runs the tests stands for its own major; it is the only one when
 * npm's registry cannot be reached, and `missing` says so. Anything else that fails is an error.
 */
export async function installRuntimes(
  folder: string,
): Promise<{ runtimes: Runtime[]; missing: string | null }> {
  const own = { title: OWN_TITLE, program: process.execPath };
  const wanted = RUNTIMES.filter(({ title }) => title !== OWN_TITLE);
  const alias = (title: string) => title.toLowerCase().replace(" ", "");
  const names = wanted.map(({ title, ...entry }) => `${alias(title)}@npm:${entry.package}@${entry.version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const words = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const once = ["--fetch-retries=1", "--fetch-retry-mintimeout=100"];
  const npm = runProcess("npm", [...words, ...once, ...names], { cwd: folder });
  const code = await npm.ended;
  const [reason] = UNREACHABLE.exec(npm.stderr()) ?? [];
  if (reason !== undefined)
    return { runtimes: [own], missing: `npm's registry cannot be reached (${reason})` };
  if (code !== 0)
    throw new Error(
      `The SDK is tested under ${wanted.map(({ title }) => title).join(", ")}, and npm could not install ${names.join(", ")} (exit code ${code}): ${npm.stderr().slice(-1500)}`,
    );
  const placed = wanted.map(({ title, name }) => ({
    title,
    program: join(folder, "node_modules", alias(title), "bin", name),
  }));
  return { runtimes: [own, ...placed], missing: null };
}
