import type { Variable } from "../../sdk/expand-secrets.ts";
import { findProgram, hasUsualLimits, isSureToStart } from "./find-program.ts";

type Program = { readonly words: readonly string[]; readonly variables: readonly Variable[] };

/**
 * As the first process of a container: puts the command in our place, so that signals reach it and what it leaves behind is
 * its own, as if we had never been there. Returns where that cannot be: in another process, with a Node before 22.15, or
 * when it is not certain that the command can be started.
 */
export function replaceProcess({ words, variables }: Program): void {
  const replace: unknown = Reflect.get(process, "execve");
  if (process.pid !== 1 || typeof replace !== "function" || !hasUsualLimits()) return;
  const file = findProgram(words[0] ?? "", process.env["PATH"]);
  if (file === null || !isSureToStart(file)) return;
  // Node ignores these, and what is ignored stays so in the next program; to stop listening is the way back.
  const nothing = () => {};
  for (const signal of ["SIGPIPE", "SIGXFSZ"] as const) process.on(signal, nothing).off(signal, nothing);
  const delivered = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  try {
    replace.call(process, file, [...words], { ...process.env, ...delivered });
  } catch {
    // From Node 26 on a failure is said; then it is started as a child, which says why it fails.
  }
}
