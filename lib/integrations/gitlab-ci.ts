import type { TokenPolicy } from "../contract/tokens.ts";
import { GITLAB_GUIDE } from "./gitlab-guide.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

const EDGE: ScriptEdge = {
  title: "GitLab CI",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this job. Add it under Settings, CI/CD, Variables, masked and hidden. A protected",
    "variable reaches protected branches and tags only; after_script is a shell of its own and comes too late for it.",
  ],
  holder: "the CI/CD variable",
  cloneVariable: "CI_PROJECT_DIR",
  runVariable: "CI_JOB_ID",
  machineName: { word: "gitlab", repository: "CI_PROJECT_PATH_SLUG", build: "CI_PIPELINE_IID" },
  handover: "file",
};

export const gitlabCi: Integration = {
  id: "gitlab-ci",
  title: EDGE.title,
  summary: "An ephemeral machine for each job, and its secrets as variables of before_script and script.",
  guide: GITLAB_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    pipeline(policy, site),
  ],
};

function pipeline(policy: TokenPolicy, site: SiteFacts): TextFile {
  const load = ". ./sikkerkey-init.sh";
  const body = yamlText(
    {
      deploy: {
        image: "node:20",
        before_script: [load],
        script: ["./your-deploy-command.sh"],
        rules: [{ if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" }],
      },
    },
    new Map([
      [
        load,
        " The leading dot exports into the shell that also runs script. after_script is another shell and sees nothing of it.\n" +
          " Never hand secrets on through artifacts:reports:dotenv: whoever sees the pipeline can download that file, and it holds\n" +
          " one line for each value. Another job that needs secrets has this line as well, and is another machine.",
      ],
    ]),
  );
  return {
    path: ".gitlab-ci.yml",
    language: "yaml",
    content: madeBy(policy, site, "the project's CI/CD variables") + body,
  };
}
