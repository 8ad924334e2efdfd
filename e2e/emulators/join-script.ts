import { join } from "node:path";
import { probeLines } from "./probes.ts";
import type { Sandbox } from "./sandbox.ts";
import { noteState } from "./shell-state.ts";

/** Made when the line after the one that loads the secrets is reached. */
export const wentOnFile = (sandbox: Sandbox) => join(sandbox.agent, "went-on");

/** A job's lines up to those that load the secrets, and those after them; providers differ in what joins the two. */
export type JobLines = { readonly load: readonly string[]; readonly later: readonly string[] };

/** Watch points go around the lines that load the secrets and the readers at the end; everything else is as committed. */
export function jobLines(
  sandbox: Sandbox,
  script: readonly string[],
  names: readonly string[],
  print?: string,
): JobLines {
  const first = script.findIndex((line) => line.includes("sikkerkey"));
  const last = script.findLastIndex((line) => line.includes("sikkerkey"));
  return {
    load: [
      ...script.slice(0, first),
      noteState(sandbox, "before"),
      ...script.slice(first, last + 1),
      noteState(sandbox, "after"),
    ],
    later: [
      // The job has been judged; from here on the readers work, and a tracing shell would print what they read.
      "{ \\set +x +v; } 2>/dev/null",
      `\\: >|'${wentOnFile(sandbox)}'`,
      ...script.slice(last + 1),
      ...probeLines(sandbox, names, print),
    ],
  };
}

/** All of it in one file for one shell. */
export const joinLines = ({ load, later }: JobLines, ...first: readonly string[]): string =>
  [...first, ...load, ...later, ""].join("\n");
