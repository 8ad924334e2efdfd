import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Job, Runner } from "../run-job.ts";
import type { Sandbox } from "../sandbox.ts";
import { startShell } from "../start-shell.ts";
import { LogStream } from "./log-stream.ts";
import { Masker } from "./masker.ts";
import { readEnvFile } from "./read-env-file.ts";

/** `shell: bash` and `shell: sh` of a step (docs.github.com, "Workflow syntax: jobs.<job_id>.steps[*].shell"). */
const SHELLS = {
  bash: ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
  sh: ["sh", "-e"],
} as const;

/**
 * `run` steps as the runner executes them: each text is a file in RUNNER_TEMP, started with the step's shell; GITHUB_ENV and
 * GITHUB_PATH are files of the step, read when it has ended, also when it failed; the log is masked line by line with the
 * masks known at that moment (actions/runner, ScriptHandler.cs, FileCommandManager.cs, OutputManager.cs).
 */
export const github: Runner = {
  environment,
  async run(job) {
    const masker = new Masker();
    // A secret of the repository is masked before the first step.
    masker.add(job.env["SIKKERKEY_ENROLLMENT_TOKEN"] ?? "");
    const { SIKKERKEY_ENROLLMENT_TOKEN: token = "", ...env } = job.env;
    const first = await runStep(
      job,
      masker,
      { ...env, SIKKERKEY_ENROLLMENT_TOKEN: token },
      job.lines.load,
      1,
    );
    if (first.exitCode !== 0) return first;
    const later = { ...env, ...first.sets };
    const second = await runStep(job, masker, later, [...printing(job), ...job.lines.later], 2);
    return { exitCode: second.exitCode, log: first.log + second.log };
  },
};

/** What careless commands of a later step do: print values as they are, encoded, traced, and in an annotation. */
function printing({ secrets }: Job): string[] {
  return Object.keys(secrets).flatMap((name) => [
    `printf '%s\\n' "$${name}"`,
    `node -e 'const v = process.env.${name}; console.log(JSON.stringify({ v })); console.log(btoa(unescape(encodeURIComponent(v)))); console.log("::warning::" + v.replace(/%/g, "%25").replace(/\\r/g, "%0D").replace(/\\n/g, "%0A"))'`,
  ]);
}

async function runStep(
  { sandbox, image }: Job,
  masker: Masker,
  env: Readonly<Record<string, string>>,
  lines: readonly string[],
  number: number,
) {
  const file = (name: string, content = "") => {
    const path = join(sandbox.agent, `${name}_${number}`);
    writeFileSync(path, content);
    return path;
  };
  const script = file("script", `${lines.join("\n")}\n`);
  const [envFile, pathFile] = [file("set_env"), file("add_path")];
  const streams = { stdout: new LogStream(masker), stderr: new LogStream(masker) };
  const shell = SHELLS[image.shell[0] === "bash" ? "bash" : "sh"];
  const { exitCode } = await startShell(
    [...shell.map((word, at) => (at === 0 ? join(sandbox.bin, word) : word)), script],
    {
      cwd: sandbox.clone,
      env: { ...env, GITHUB_ENV: envFile, GITHUB_PATH: pathFile },
      onOutput: (stream, part) => streams[stream].take(part),
    },
  );
  for (const stream of Object.values(streams)) stream.end();
  const shown = [...streams.stdout.shown, ...streams.stderr.shown];
  const log = shown.map((line) => `${line}\n`).join("");
  const sets = Object.fromEntries(readEnvFile(readFileSync(envFile, "utf8")));
  const added = readFileSync(pathFile, "utf8").split("\n").filter(Boolean).reverse();
  if (added.length > 0) sets["PATH"] = [...added, env["PATH"]].join(":");
  return { exitCode, log, sets };
}

/** docs.github.com, "Variables reference: default environment variables". */
function environment({ home, bin, tmp, clone, agent }: Sandbox, uuid: string): Record<string, string> {
  return {
    HOME: home,
    PATH: bin,
    TMPDIR: tmp,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: "octocat",
    GITHUB_EVENT_NAME: "push",
    GITHUB_EVENT_PATH: join(agent, "event.json"),
    GITHUB_REPOSITORY: "acme/web-shop",
    GITHUB_RUN_ID: uuid,
    GITHUB_RUN_NUMBER: "17",
    GITHUB_WORKSPACE: clone,
    RUNNER_TEMP: agent,
  };
}
