import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SWEEP_MILLISECONDS = 10;

/**
 * Sweeps, while a step runs, over the argument lists of all processes (as `ps` shows them to anyone) and over the files in
 * the temporary folder that other users could read. Linux only; the recorders on PATH see argument lists everywhere.
 */
export function watchProcesses(needles: readonly string[], folder: string): { stop: () => string[] } {
  const findings = new Set<string>();
  const sweep = () => {
    for (const text of argumentLists()) {
      if (needles.some((needle) => text.includes(needle)))
        findings.add(`argv: a secret in the arguments of ${text.slice(0, text.indexOf("\0"))}`);
    }
    for (const path of readableByOthers(folder)) findings.add(`permission: others may read ${path}`);
  };
  const timer = setInterval(sweep, SWEEP_MILLISECONDS);
  return {
    stop: () => {
      clearInterval(timer);
      sweep();
      return [...findings];
    },
  };
}

function argumentLists(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => quietly(() => readFileSync(`/proc/${pid}/cmdline`, "latin1"), ""));
}

/** A file behind a folder that only its owner may enter is private whatever its own mode says. */
function readableByOthers(folder: string): string[] {
  return quietly(() => readdirSync(folder), []).flatMap((name) => {
    const path = join(folder, name);
    const stat = quietly(() => lstatSync(path), null);
    if (stat === null || stat.isSymbolicLink()) return [];
    if (stat.isDirectory()) return (stat.mode & 0o001) === 0 ? [] : readableByOthers(path);
    return (stat.mode & 0o004) === 0 ? [] : [path];
  });
}

/** Processes and files come and go under the watch. */
function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
