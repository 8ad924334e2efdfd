import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "./images.ts";
import { installTools } from "./install-tools.ts";
import { type JobLines, jobLines, wentOnFile } from "./join-script.ts";
import { makeSandbox, type Sandbox } from "./sandbox.ts";
import { changedState, stateFile } from "./shell-state.ts";
import type { Ended } from "./start-shell.ts";
import { leftovers, listFiles } from "./watch-leftovers.ts";
import { tracesIn } from "./watch-log.ts";
import { watchProcesses } from "./watch-processes.ts";
import { wrongValues } from "./watch-values.ts";

export type JobRun = {
  readonly image: Image;
  /** Committed files of the repository. */
  readonly files: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  /** Variables of the repository, the enrollment token among them. */
  readonly variables: Readonly<Record<string, string>>;
  /** The values that every later command of the job is to see, by variable. */
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

export type JobResult = Ended & {
  /** What the emulator saw that must not be, each beginning with the watch's name. */
  readonly findings: readonly string[];
  /** Whether the line after the script was reached. */
  readonly wentOn: boolean;
};

/** A job that is about to be run as one provider runs it. */
export type Job = {
  readonly sandbox: Sandbox;
  readonly image: Image;
  readonly env: Readonly<Record<string, string>>;
  readonly lines: JobLines;
  readonly secrets: Readonly<Record<string, string>>;
};

/** One provider's way to run a job's lines; the log is what people see of it. */
export type Runner = {
  readonly environment: (sandbox: Sandbox, uuid: string) => Record<string, string>;
  readonly run: (job: Job) => Promise<Ended & { readonly findings?: readonly string[] }>;
};

/** Runs a job with watches on values, log, arguments, permissions, leftovers and the shell's state. */
export async function runJob(runner: Runner, run: JobRun): Promise<JobResult> {
  const sandbox = makeSandbox(run.files);
  try {
    const image = { ...run.image, tools: run.image.tools.filter((tool) => !run.without?.includes(tool)) };
    const record = installTools(sandbox, image);
    run.prepare?.(sandbox);
    const before = listFiles(sandbox);
    const lines = jobLines(sandbox, run.script, Object.keys(run.secrets), image.print);
    const secretTexts = Object.values(run.secrets).filter((value) => value.length > 4);
    const hidden = (run.needles ?? []).map((needle, index) => [`hidden text ${index + 1}`, needle]);
    const needles = [...secretTexts, ...(run.needles ?? [])];
    const watch = watchProcesses(needles, sandbox.tmp);
    const env = { ...runner.environment(sandbox, randomUUID()), ...run.variables };
    const {
      exitCode,
      log,
      findings: own,
    } = await runner.run({ sandbox, image, env, lines, secrets: run.secrets });
    const findings = [...watch.stop(), ...leftovers(sandbox, before), ...(own ?? [])];
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

function stateFindings(sandbox: Sandbox, { secrets }: JobRun): string[] {
  const read = (moment: "before" | "after") => readFileSync(stateFile(sandbox, moment), "utf8");
  return changedState(read("before"), read("after"), Object.keys(secrets)).map(
    (change) => `shell: ${change}`,
  );
}
