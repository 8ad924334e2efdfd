import type { TokenPolicy } from "../contract/tokens.ts";
import { githubAction } from "./github-composite-action.ts";
import { GITHUB_GUIDE } from "./github-guide.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";
import { yamlText } from "./yaml-quoting.ts";

const EDGE: ScriptEdge = {
  title: "GitHub Actions",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Settings, Secrets and variables, Actions, as a secret,",
    "and give it to this step as the workflow made for you does, under env.",
  ],
  holder: "the repository secret",
  cloneVariable: "GITHUB_WORKSPACE",
  runVariable: null,
  machineName: { word: "github", repository: "GITHUB_REPOSITORY", build: "GITHUB_RUN_NUMBER" },
  handover: "github-env",
};

/** A commit and not a tag, because tags can be moved. This is v5.0.0. */
const CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8";

export const githubActions: Integration = {
  id: "github-actions",
  title: EDGE.title,
  summary: "An ephemeral machine for each job, and its secrets for all later steps, masked in the log.",
  guide: GITHUB_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    workflow(policy, site),
    githubAction(policy, site),
  ],
};

function workflow(policy: TokenPolicy, site: SiteFacts): TextFile {
  const load = "sh ./sikkerkey-init.sh";
  const body = yamlText(
    {
      name: "Deploy",
      on: { push: { branches: ["main"] } },
      permissions: { contents: "read" },
      jobs: {
        deploy: {
          "runs-on": "ubuntu-latest",
          steps: [
            { uses: CHECKOUT, with: { "persist-credentials": false } },
            {
              name: "Load secrets",
              run: load,
              // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, in env and never in a script.
              env: { SIKKERKEY_ENROLLMENT_TOKEN: "${{ secrets.SIKKERKEY_ENROLLMENT_TOKEN }}" },
            },
            { name: "Deploy", run: "./your-deploy-command.sh" },
          ],
        },
      },
    },
    new Map([
      [CHECKOUT, " v5.0.0, by its commit: a tag can be moved to other code."],
      [
        load,
        " Masks every line of every value, then hands them to all later steps of this job. For one step alone: . ./sikkerkey-init.sh",
      ],
    ]),
  );
  return {
    path: ".github/workflows/deploy.yml",
    language: "yaml",
    content: madeBy(policy, site, "the repository's secrets") + body,
  };
}
