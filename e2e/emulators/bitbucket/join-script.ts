import { join } from "node:path";
import { probeLines } from "./probes.ts";
import type { Sandbox } from "./sandbox.ts";
import { noteState } from "./shell-state.ts";

/** Made when the line after the one that loads the secrets is reached. */
export const wentOnFile = (sandbox: Sandbox) => join(sandbox.agent, "went-on");

/**
 * All items of a step's script in one file, as Bitbucket's agent joins them. The watch points go around the lines that load
 * the secrets and the readers at the end; everything else is as committed.
 */
export function joinScript(sandbox: Sandbox, script: readonly string[], names: readonly string[]): string {
  const first = script.findIndex((line) => line.includes("sikkerkey"));
  const last = script.findLastIndex((line) => line.includes("sikkerkey"));
  return [
    "set -e",
    ...script.slice(0, first),
    noteState(sandbox, "before"),
    ...script.slice(first, last + 1),
    noteState(sandbox, "after"),
    // The step has been judged; from here on the readers work, and a tracing step would print what they read.
    "{ \\set +x +v; } 2>/dev/null",
    `\\: >|'${wentOnFile(sandbox)}'`,
    ...script.slice(last + 1),
    ...probeLines(sandbox, names),
    "",
  ].join("\n");
}
