import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinLines } from "../join-script.ts";
import type { Runner } from "../run-job.ts";
import type { Sandbox } from "../sandbox.ts";
import { startShell } from "../start-shell.ts";

/**
 * An `sh` step as the durable-task plugin runs it: the text in a file beside the workspace, started with `sh -xe` because it
 * has no shebang (jenkinsci/durable-task-plugin, BourneShellScript.java: DEFAULT_SHELL "sh", "#!" + shell + " -xe"). Text in
 * single Groovy quotes keeps its indentation.
 */
export const jenkins: Runner = {
  environment,
  run({ sandbox, env, lines }) {
    const folder = join(`${sandbox.agent}/workspace@tmp`, "durable-1a2b3c4d");
    mkdirSync(folder, { recursive: true });
    const script = join(folder, "script.sh");
    writeFileSync(script, joinLines(lines));
    return startShell([join(sandbox.bin, "sh"), "-xe", script], { cwd: sandbox.clone, env });
  },
};

/** "Using environment variables" of Jenkins' handbook, and what its agents add to find their processes again. */
function environment({ home, bin, tmp, clone }: Sandbox, uuid: string): Record<string, string> {
  return {
    HOME: home,
    PATH: bin,
    TMPDIR: tmp,
    BUILD_NUMBER: "17",
    BUILD_TAG: `jenkins-web-shop-${uuid}`,
    JENKINS_SERVER_COOKIE: "durable-5f0c1e",
    JENKINS_URL: "https://jenkins.example/",
    JOB_NAME: "acme/web-shop",
    WORKSPACE: clone,
  };
}
