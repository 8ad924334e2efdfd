import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinLines } from "../join-script.ts";
import { type JobResult, type JobRun, type Runner, runJob } from "../run-job.ts";
import { startShell } from "../start-shell.ts";
import { stepEnvironment } from "./step-environment.ts";

/**
 * One step as Bitbucket runs it: all script items joined in one file, executed by one shell under `set -e` and `umask 000`
 * (atlassian.com community, "each line of script inside a step executes in the same shell session"; the set-up commands in
 * every step's log show the umask).
 */
export const bitbucket: Runner = {
  environment: stepEnvironment,
  run({ sandbox, image, env, lines }) {
    const script = join(sandbox.agent, `bashScript${Date.now()}.sh`);
    writeFileSync(script, joinLines(lines, "set -e"));
    return startShell([...image.shell, script], { cwd: sandbox.clone, env });
  },
};

export const runStep = (run: JobRun): Promise<JobResult> => runJob(bitbucket, run);
