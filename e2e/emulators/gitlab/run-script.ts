import { join } from "node:path";
import { findTool } from "../install-tools.ts";
import type { Job, Runner } from "../run-job.ts";
import type { Sandbox } from "../sandbox.ts";
import { startShell } from "../start-shell.ts";
import { ansiQuote, shellQuote } from "./escape.ts";

/**
 * A job as GitLab's runner executes it in a container: it detects bash, else sh, and writes a script to its standard input.
 * In it the variables are exported and each line of before_script and script is shown and run, all inside one
 * `: | eval …`, with errexit and, where there is one, pipefail. after_script is a script of its own, started afterwards
 * (gitlab-org/gitlab-runner, shells/bash.go, BashWriter.Finish and BashDetectShellScript). Words are quoted as `$'…'`; in an
 * image whose sh cannot read that, the feature flag FF_POSIXLY_CORRECT_ESCAPES has to be on, as it is here for dash.
 */
export const gitlab: Runner = {
  environment,
  async run(job) {
    const { sandbox, lines, secrets } = job;
    const ended = await start(job, [...lines.load, ...lines.later]);
    const seen = Object.keys(secrets).map(
      (name) => `test -z "$\{${name}+set}" || echo "after_script sees ${name}"`,
    );
    const after = await start(
      job,
      seen.length === 0 ? [] : [`{ ${seen.join("; ")}; } >../agent/after 2>&1; cat ../agent/after`],
    );
    const findings = [...after.log.matchAll(/^after_script sees (.*)$/gm)].map(([text]) => `after: ${text}`);
    return { ...ended, log: ended.log, findings: sandbox === undefined ? [] : findings };
  },
};

function start({ sandbox, image, env }: Job, commands: readonly string[]) {
  const isBash = image.shell[0] === "bash";
  const quote = image.sh === "dash" && !isBash ? shellQuote : ansiQuote;
  const shown = (line: string) => `echo ${quote(`\u001b[32;1m$ ${line.split("\n")[0]}\u001b[0;m`)}`;
  const body = [
    ...Object.entries(env).map(([name, value]) => `export ${quote(name)}=${quote(value)}`),
    `cd ${quote(sandbox.clone)}`,
    ...commands.flatMap((line) => [shown(line), line]),
    "",
  ].join("\n");
  const script = [
    `#!/usr/bin/env ${isBash ? "bash" : "sh"}\n`,
    "trap exit 1 TERM\n",
    "if set -o | grep pipefail > /dev/null; then set -o pipefail; fi; set -o errexit",
    "set +o noclobber",
    `: | eval ${quote(body)}`,
    "exit 0\n",
  ].join("\n");
  // A container's shell is started by its whole path, and reads the script from standard input.
  const shell = isBash ? findTool("bash") : join(sandbox.agent, "real", "sh");
  const { HOME: home = "", PATH: path = "" } = env;
  return startShell([shell], { cwd: sandbox.root, env: { HOME: home, PATH: path }, input: script });
}

/** docs.gitlab.com, "Predefined CI/CD variables reference". */
function environment({ home, bin, tmp, clone }: Sandbox, uuid: string): Record<string, string> {
  return {
    HOME: home,
    PATH: bin,
    TMPDIR: tmp,
    CI: "true",
    CI_COMMIT_BRANCH: "main",
    CI_JOB_ID: uuid,
    CI_PIPELINE_IID: "17",
    CI_PROJECT_DIR: clone,
    CI_PROJECT_PATH_SLUG: "acme-web-shop",
    CI_SERVER: "yes",
    GITLAB_CI: "true",
  };
}
