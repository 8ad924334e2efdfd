import { EVERY_WAY, everyTroubleshooting } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about GitHub Actions. */
export const GITHUB_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your workflow needs",
    "Admin access to the GitHub repository, to add secrets",
    "A runner with Node 18 or newer; GitHub's own have it",
  ],
  whereTheTokenGoes: [
    "In GitHub, open Settings → Secrets and variables → Actions → Secrets → New repository secret.",
    "Name it SIKKERKEY_ENROLLMENT_TOKEN and paste the token as its value. It is a secret, not a variable: variables are shown in logs.",
    "For one deployment target only, make it an environment secret and name that environment in the job.",
    "Commit sikkerkey-init.sh at the root of the repository and the workflow, or the action and two lines in a workflow of yours.",
  ],
  variableSettings: [
    { setting: "Kind", value: "Secret (not Variable)" },
    { setting: "Name", value: "SIKKERKEY_ENROLLMENT_TOKEN" },
    { setting: "Passed to", value: "one step, under env" },
  ],
  masking:
    "Before any later step can see a value, GitHub is told to hide each of its lines, and the whole as base64, JSON and URLs write it. Lines of fewer than 4 characters are not hidden, because that would blank the log, and neither is a value that a command has changed or cut.",
  waysToCall: [
    {
      line: "sh ./sikkerkey-init.sh",
      does: "Masks the values and gives them to all later steps of the job.",
    },
    { line: ". ./sikkerkey-init.sh", does: "Masks the values and exports them into this step alone." },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    {
      title: "No secrets for this pull request",
      remedy:
        "GitHub gives no secrets to pull requests from forks or from Dependabot, so that a change to the workflow cannot take them. Run the job from a branch of this repository, or let it skip such pull requests: if: github.event.pull_request.head.repo.full_name == github.repository. Do not use pull_request_target for it.",
    },
    {
      title: "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step",
      remedy:
        "A secret reaches a step only when the workflow passes it: keep the env lines of the step. A reusable workflow needs secrets: inherit, and an environment secret needs environment: in the job.",
    },
    {
      title: "The step that loads the secrets does not see them",
      remedy:
        "GitHub hands GITHUB_ENV to later steps, not to the one that wrote it. Put your command into the next step, or use “. ./sikkerkey-init.sh” in this one.",
    },
    {
      title: "A job output is empty",
      remedy:
        "GitHub drops outputs that hold a masked value. Load the secrets in the job that needs them: each job is a machine of its own.",
    },
    ...everyTroubleshooting("the secret SIKKERKEY_ENROLLMENT_TOKEN"),
  ],
};
