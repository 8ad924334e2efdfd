import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Runner } from "../run-job.ts";
import type { Sandbox } from "../sandbox.ts";
import { startShell } from "../start-shell.ts";

/** The step of the generated config that removes the values, whatever happened. */
export const LAST_STEP =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's default.
  'rm -rf "${TMPDIR:-/tmp}/sikkerkey-$CIRCLE_WORKFLOW_JOB_ID" "/tmp/sikkerkey-$CIRCLE_WORKFLOW_JOB_ID"';

/**
 * `run` steps as CircleCI executes them: each is a new shell, by default `/bin/bash -eo pipefail -c` with the step's text.
 * BASH_ENV names a file of the job, which every bash that is not interactive reads first (circleci.com/docs, "Configuration
 * reference: default shell options" and "Set an environment variable": "Every time a step is launched, the shell sources it").
 */
export const circleCi: Runner = {
  environment(sandbox, uuid) {
    const file = join(sandbox.agent, `.bash_env-${uuid}`);
    writeFileSync(file, "");
    return { ...environment(sandbox), BASH_ENV: file, CIRCLE_WORKFLOW_JOB_ID: uuid };
  },
  async run({ sandbox, env, lines }) {
    const step = (text: readonly string[]) =>
      startShell(["bash", "-eo", "pipefail", "-c", text.join("\n")], { cwd: sandbox.clone, env });
    const first = await step(lines.load);
    if (first.exitCode !== 0) return first;
    // A script that traces reads the values while it does.
    const traced = await step([`bash -x -c ':'`]);
    const second = await step(lines.later);
    const last = await step([LAST_STEP]);
    return { exitCode: second.exitCode, log: [first, traced, second, last].map(({ log }) => log).join("") };
  },
};

/** circleci.com/docs, "Project values and variables: built-in environment variables". */
function environment({ home, bin, tmp, clone }: Sandbox): Record<string, string> {
  return {
    HOME: home,
    PATH: bin,
    TMPDIR: tmp,
    CI: "true",
    CIRCLECI: "true",
    CIRCLE_BRANCH: "main",
    CIRCLE_BUILD_NUM: "17",
    CIRCLE_PROJECT_REPONAME: "web-shop",
    CIRCLE_WORKING_DIRECTORY: clone,
  };
}
