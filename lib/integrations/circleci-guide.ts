import { EVERY_WAY, everyTroubleshooting } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about CircleCI. */
export const CIRCLECI_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your job needs",
    "Admin access to the CircleCI project, or to a context of the organization",
    "An image with bash and Node 18 or newer (node:20, cimg/node, …)",
  ],
  whereTheTokenGoes: [
    "In CircleCI, open Project Settings → Environment Variables → Add Environment Variable.",
    "Name it SIKKERKEY_ENROLLMENT_TOKEN and paste the token as its value.",
    "To limit who may use it, put it into a context instead (Organization Settings → Contexts), restrict that to a group or a branch, and name the context in the workflow.",
    "Commit sikkerkey-init.sh at the root of the repository and merge the job into .circleci/config.yml.",
  ],
  variableSettings: [
    { setting: "Name", value: "SIKKERKEY_ENROLLMENT_TOKEN" },
    { setting: "Pass secrets to builds from forked pull requests", value: "off (Advanced settings)" },
  ],
  masking:
    "CircleCI hides the values of its own environment variables and contexts and has no way to be told of more, so it hides the token and none of the fetched values. The script prints names only; what your own commands print is up to them.",
  waysToCall: [
    {
      line: "sh ./sikkerkey-init.sh",
      does: "Writes a private file and lets BASH_ENV load it: all later steps that bash runs see the values.",
    },
    { line: ". ./sikkerkey-init.sh", does: "Exports the secrets into this step alone." },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    {
      title: "Later steps do not see the variables",
      remedy:
        'Only bash reads BASH_ENV. In an image without bash, begin each step that needs secrets with: . "$BASH_ENV"',
    },
    {
      title: "The step that loads the secrets does not see them",
      remedy:
        "bash reads BASH_ENV when it starts. Put your command into the next step, or use “. ./sikkerkey-init.sh” in this one.",
    },
    {
      title: "SIKKERKEY_ENROLLMENT_TOKEN is not set in a build of a fork",
      remedy:
        "CircleCI keeps variables from builds of forked pull requests. Run the job from a branch of the repository; passing secrets to forks lets anyone take them.",
    },
    {
      title: "An SSH rerun shows the values",
      remedy:
        "Whoever opens a job with SSH has its environment. Give the token a short machine lifetime, and restrict who may rerun jobs with SSH.",
    },
    ...everyTroubleshooting("the value of SIKKERKEY_ENROLLMENT_TOKEN"),
  ],
};
