import type { TokenPolicy } from "../contract/tokens.ts";
import { BITBUCKET_GUIDE } from "./bitbucket-guide.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

const EDGE: ScriptEdge = {
  title: "Bitbucket Pipelines",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Repository settings, Pipelines, Repository",
    "variables, as a secured variable. Pipelines of external pull requests do not receive secured variables.",
  ],
  holder: "the repository variable",
  cloneVariable: "BITBUCKET_CLONE_DIR",
  runVariable: "BITBUCKET_STEP_UUID",
  machineName: { word: "bitbucket", repository: "BITBUCKET_REPO_SLUG", build: "BITBUCKET_BUILD_NUMBER" },
  handover: "file",
};

export const bitbucketPipelines: Integration = {
  id: "bitbucket-pipelines",
  title: EDGE.title,
  summary: "An ephemeral machine for each step, and its secrets as environment variables.",
  guide: BITBUCKET_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    snippet(policy, site),
  ],
};

function snippet(policy: TokenPolicy, site: SiteFacts): TextFile {
  const load = ". ./sikkerkey-init.sh";
  const body = yamlText(
    {
      pipelines: {
        default: [{ step: { name: "Deploy", image: "node:20", script: [load, "./your-deploy-command.sh"] } }],
      },
    },
    new Map([
      [
        load,
        " The leading dot runs the script in this step's own shell: a child process cannot change its parent's environment.\n" +
          " Add this line to each step that needs secrets; every step runs in a new container.",
      ],
    ]),
  );
  const made = madeBy(policy, site, "the repository's secured variables");
  return { path: "bitbucket-pipelines.yml", language: "yaml", content: made + body };
}
