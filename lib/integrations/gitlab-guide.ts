import { EVERY_WAY, everyTroubleshooting, SOURCE_WAY } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about GitLab CI. */
export const GITLAB_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your job needs",
    "The Maintainer role in the GitLab project, to add CI/CD variables",
    "A job image with Node 18 or newer (node:20, node:20-alpine, …)",
  ],
  whereTheTokenGoes: [
    "In GitLab, open Settings → CI/CD → Variables → Add variable.",
    "Key SIKKERKEY_ENROLLMENT_TOKEN, type Variable, and the token as its value.",
    "Choose Masked and hidden, switch Protect variable on for jobs of protected branches and tags, and Expand variable reference off.",
    "Commit sikkerkey-init.sh at the root of the repository and merge the job into .gitlab-ci.yml.",
  ],
  variableSettings: [
    { setting: "Type", value: "Variable" },
    { setting: "Visibility", value: "Masked and hidden" },
    { setting: "Protect variable", value: "on" },
    { setting: "Expand variable reference", value: "off" },
  ],
  masking:
    "GitLab hides masked variables and has no way to be told of more while a job runs, so it hides the token and none of the fetched values. The script prints names only; what your own commands print is up to them.",
  waysToCall: [
    SOURCE_WAY,
    {
      line: "sh ./sikkerkey-init.sh",
      does: "A child process cannot change its parent's environment, so this writes a private file and prints the one line that loads it.",
    },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    {
      title: "SIKKERKEY_ENROLLMENT_TOKEN is not set in this job",
      remedy:
        "A protected variable reaches jobs of protected branches and tags only. Protect the branch, or switch Protect variable off if other branches may deploy.",
    },
    {
      title: "after_script does not see the variables",
      remedy:
        "after_script is a shell of its own, and its failure does not fail the job. Do there what needs no secret, or enroll once more with a second line; that is a second machine and a second use of the token.",
    },
    {
      title: "Pull requests from forks",
      remedy:
        "A pipeline that a member starts for a fork's merge request in the parent project gets the parent's variables. Keep the token protected, so that such a pipeline has none of it.",
    },
    {
      title: "The log shows values since CI_DEBUG_TRACE was set",
      remedy:
        "CI_DEBUG_TRACE traces each command with its arguments. The script switches tracing off for itself; your own commands are shown as you wrote them. Remove the variable.",
    },
    ...everyTroubleshooting("the value of SIKKERKEY_ENROLLMENT_TOKEN"),
  ],
};
