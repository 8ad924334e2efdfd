import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "./images.ts";
import { installTools } from "./install-tools.ts";
import { joinScript, wentOnFile } from "./join-script.ts";
import { makeSandbox, type Sandbox } from "./sandbox.ts";
import { changedState, stateFile } from "./shell-state.ts";
import { startShell } from "./start-shell.ts";
import { stepEnvironment } from "./step-environment.ts";
import { leftovers, listFiles } from "./watch-leftovers.ts";
import { tracesIn } from "./watch-log.ts";
import { watchProcesses } from "./watch-processes.ts";
import { wrongValues } from "./watch-values.ts";

export type StepRun = {
  readonly image: Image;
  /** Committed files of the repository. */
  readonly files: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  /** Repository variables, the enrollment token among them. */
  readonly variables: Readonly<Record<string, string>>;
  /** The values that every later command of the step is to see, by variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A path that only a value which was executed would make. */
  readonly canary?: string;
  /** Texts that may never be an argument, besides the values. */
  readonly needles?: readonly string[];
  /** Tools the image lacks. */
  readonly without?: readonly string[];
  /** For looking at the sandbox, or spoiling it, around the run. */
  readonly prepare?: (sandbox: Sandbox) => void;
  readonly inspect?: (sandbox: Sandbox) => void;
};

export type StepResult = {
  readonly exitCode: number | null;
  readonly log: string;
  /** What the emulator saw that must not be, each beginning with the watch's name. */
  readonly findings: readonly string[];
  /** Whether the line after the script was reached. */
  readonly wentOn: boolean;
};

/**
 * One step as Bitbucket runs it: all script items joined in one file, executed by one shell under `set -e` and `umask 000`
 * (atlassian.com community, "each line of script inside a step executes in the same shell session"; the set-up commands in
 * every step's log show the umask), with watches on values, log, arguments, permissions, leftovers and the shell's state.
 */
export async function runStep(run: StepRun): Promise<StepResult> {
  const sandbox = makeSandbox(run.files);
  try {
    const image = { ...run.image, tools: run.image.tools.filter((tool) => !run.without?.includes(tool)) };
    const record = installTools(sandbox, image);
    run.prepare?.(sandbox);
    const before = listFiles(sandbox);
    const script = join(sandbox.agent, `bashScript${Date.now()}.sh`);
    writeFileSync(script, joinScript(sandbox, run.script, Object.keys(run.secrets)));
    const secretTexts = Object.values(run.secrets).filter((value) => value.length > 4);
    const hidden = (run.needles ?? []).map((needle, index) => [`hidden text ${index + 1}`, needle]);
    const needles = [...secretTexts, ...(run.needles ?? [])];
    const watch = watchProcesses(needles, sandbox.tmp);
    const { exitCode, log } = await startShell(image, script, sandbox.clone, {
      ...stepEnvironment(sandbox, randomUUID()),
      ...run.variables,
    });
    const findings = [...watch.stop(), ...leftovers(sandbox, before)];
    const history = readFileSync(join(sandbox.home, ".bash_history"), "utf8");
    findings.push(...tracesIn(log + history, { ...run.secrets, ...Object.fromEntries(hidden) }));
    const recorded = readFileSync(record, "utf8");
    if (needles.some((needle) => recorded.includes(needle))) findings.push("argv: a secret was an argument");
    if (run.canary !== undefined && existsSync(run.canary)) findings.push("canary: a value was executed");
    const wentOn = existsSync(wentOnFile(sandbox));
    if (wentOn) findings.push(...wrongValues(sandbox, run.secrets), ...stateFindings(sandbox, run));
    run.inspect?.(sandbox);
    return { exitCode, log, findings, wentOn };
  } finally {
    sandbox.remove();
  }
}

function stateFindings(sandbox: Sandbox, { secrets }: StepRun): string[] {
  const read = (moment: "before" | "after") => readFileSync(stateFile(sandbox, moment), "utf8");
  return changedState(read("before"), read("after"), Object.keys(secrets)).map(
    (change) => `shell: ${change}`,
  );
}
