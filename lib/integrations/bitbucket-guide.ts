import { EVERY_WAY, everyTroubleshooting, SOURCE_WAY } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about Bitbucket Pipelines. */
export const BITBUCKET_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your pipeline needs",
    "Admin access to the Bitbucket repository, to add repository variables",
    "A pipeline image with Node 18 or newer (node:20, node:20-alpine, …)",
  ],
  whereTheTokenGoes: [
    "In Bitbucket, open Repository settings → Pipelines → Repository variables.",
    "Add a variable named SIKKERKEY_ENROLLMENT_TOKEN and paste the token as its value.",
    "Mark it as Secured, so that Bitbucket masks it in logs and encrypts it at rest.",
    "Commit sikkerkey-init.sh at the root of the repository and merge the snippet into bitbucket-pipelines.yml.",
  ],
  variableSettings: [
    { setting: "Name", value: "SIKKERKEY_ENROLLMENT_TOKEN" },
    { setting: "Secured", value: "on" },
  ],
  masking:
    "Bitbucket hides secured variables and has no way to be told of more, so it hides the token and none of the fetched values. The script prints names only; what your own commands print is up to them.",
  waysToCall: [
    SOURCE_WAY,
    {
      line: "sh ./sikkerkey-init.sh",
      does: "A child process cannot change its parent's environment, so this writes a private file and prints the one line that loads it.",
    },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    ...everyTroubleshooting("the value of SIKKERKEY_ENROLLMENT_TOKEN"),
    {
      title: "Variable not visible to the script",
      remedy:
        "Pipelines triggered by external pull requests do not receive secured variables. Run the pipeline from a branch of the same repository.",
    },
    {
      title: "Later lines do not see the variables",
      remedy:
        "“sh ./sikkerkey-init.sh” runs in a child process, which cannot change the step. Use “. ./sikkerkey-init.sh”, or add the line that the script prints.",
    },
  ],
};
