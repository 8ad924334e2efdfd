import { execFileSync } from "node:child_process";

const WORDS = [
  ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]),
  ...["--pid", "--fork", "--mount-proc", "--kill-child"],
];

/**
 * The words with which `unshare` starts a program as the first process of a space of its own, as a container's is. Null where
 * this system lets nobody do that.
 */
export const FIRST_PROCESS: readonly string[] | null = (() => {
  try {
    execFileSync("unshare", [...WORDS, "true"], { stdio: "ignore" });
    return WORDS;
  } catch {
    return null;
  }
})();
