import type { TokenPolicy } from "../contract/tokens.ts";
import { CIRCLECI_GUIDE } from "./circleci-guide.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

const EDGE: ScriptEdge = {
  title: "CircleCI",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this job. Add it under Project Settings, Environment Variables, or to a context that",
    "the job names. Builds of forked pull requests get it only if the project passes secrets to them.",
  ],
  holder: "the environment variable",
  cloneVariable: "CIRCLE_WORKING_DIRECTORY",
  runVariable: "CIRCLE_WORKFLOW_JOB_ID",
  machineName: { word: "circleci", repository: "CIRCLE_PROJECT_REPONAME", build: "CIRCLE_BUILD_NUM" },
  handover: "bash-env",
};

export const circleCi: Integration = {
  id: "circleci",
  title: EDGE.title,
  summary: "An ephemeral machine for each job, and its secrets for all later steps that bash runs.",
  guide: CIRCLECI_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    config(policy, site),
  ],
};

function config(policy: TokenPolicy, site: SiteFacts): TextFile {
  const load = "sh ./sikkerkey-init.sh";
  // In /tmp as well, where the script goes when TMPDIR is no place for it.
  const remove =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's default.
    'rm -rf "${TMPDIR:-/tmp}/sikkerkey-$CIRCLE_WORKFLOW_JOB_ID" "/tmp/sikkerkey-$CIRCLE_WORKFLOW_JOB_ID"';
  const body = yamlText(
    {
      version: 2.1,
      jobs: {
        deploy: {
          docker: [{ image: "node:20" }],
          steps: [
            "checkout",
            { run: { name: "Load secrets", command: load } },
            { run: { name: "Deploy", command: "./your-deploy-command.sh" } },
            { run: { name: "Remove the secrets", command: remove, when: "always" } },
          ],
        },
      },
      workflows: { deploy: { jobs: [{ deploy: { filters: { branches: { only: "main" } } } }] } },
    },
    new Map([
      [
        load,
        " Every later step that bash runs loads the values first, through BASH_ENV. For one step alone: . ./sikkerkey-init.sh",
      ],
      [remove, " In a container the file goes with it; on a runner of your own this step removes it."],
    ]),
  );
  return {
    path: ".circleci/config.yml",
    language: "yaml",
    content: madeBy(policy, site, "the project's environment variables or a context") + body,
  };
}
