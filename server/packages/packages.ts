import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Log } from "../log.ts";
import { describePackage, type ServedPackage } from "./describe-package.ts";

/** The client packages this server hands out. Bytes once served under a version stay those bytes for ever (DESIGN D10). */
export type Packages = {
  /** Version of this server itself. */
  readonly release: string;
  /** The CLI of this build, as it is served. */
  readonly cli: ServedPackage;
  list(): readonly ServedPackage[];
  /** Only files of the list, so no name can lead out of it. */
  read(file: string): Buffer | null;
};

type Input = { readonly appDir: string; readonly dataDir: string; readonly log: Log };

/** Keeps this build's packages in the data folder beside those of earlier builds, and serves what is kept. */
export async function loadPackages({ appDir, dataDir, log }: Input): Promise<Packages> {
  const builtDir = join(appDir, "public", "packages");
  const keptDir = join(dataDir, "packages");
  mkdirSync(keptDir, { recursive: true, mode: 0o700 });
  const built = tarballs(builtDir);
  for (const file of built) keepPackage(join(builtDir, file), join(keptDir, file), log);

  const bytes = new Map<string, Buffer>();
  const described: ServedPackage[] = [];
  for (const file of tarballs(keptDir)) {
    const content = readFileSync(join(keptDir, file));
    const found = describePackage(file, content);
    if (found === null) log.error("a kept package is damaged and not served", { reason: file });
    else {
      described.push(found);
      bytes.set(file, content);
    }
  }
  const version = versionIn(appDir, "lib", "cli", "package.json");
  const cli = described.find((found) => found.file === `cli-${version}.tgz`);
  if (cli === undefined)
    throw new Error(
      `The CLI package ${version} is missing in ${builtDir}. Run \`npm run build\`, then start again.`,
    );
  const release = versionIn(appDir, "package.json");
  return { release, cli, list: () => described, read: (file) => bytes.get(file) ?? null };
}

function versionIn(...manifest: string[]): string {
  const { version } = JSON.parse(readFileSync(join(...manifest), "utf8"));
  return String(version);
}

function tarballs(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".tgz"))
      .sort();
  } catch {
    return [];
  }
}

function keepPackage(source: string, kept: string, log: Log): void {
  const built = readFileSync(source);
  const file = basename(kept);
  const earlier = readKept(kept);
  if (earlier?.equals(built)) return;
  if (earlier !== null && describePackage(file, earlier) !== null) {
    log.warn("a changed package must raise its version; the bytes served before are still served", {
      reason: file,
    });
    return;
  }
  writeFileSync(`${kept}.new`, built, { mode: 0o600 });
  renameSync(`${kept}.new`, kept);
}

function readKept(kept: string): Buffer | null {
  try {
    return readFileSync(kept);
  } catch {
    return null;
  }
}
