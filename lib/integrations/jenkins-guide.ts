import { EVERY_WAY, everyTroubleshooting, SOURCE_WAY } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about Jenkins. */
export const JENKINS_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets your pipeline needs",
    "A Jenkins with the plugins Pipeline and Credentials Binding",
    "An agent with a shell and Node 18 or newer",
  ],
  whereTheTokenGoes: [
    "In Jenkins, open Manage Jenkins → Credentials → a domain → Add Credentials; on a folder, so that other folders cannot use it.",
    "Kind Secret text, scope Global, the token as the secret, and the id sikkerkey-enrollment-token.",
    "Commit sikkerkey-init.sh at the root of the repository and merge the stage into the Jenkinsfile.",
  ],
  variableSettings: [
    { setting: "Kind", value: "Secret text" },
    { setting: "Scope", value: "Global (not System)" },
    { setting: "ID", value: "sikkerkey-enrollment-token" },
  ],
  masking:
    "Jenkins hides what withCredentials binds and has no way to be told of more, so it hides the token and none of the fetched values. A sh step traces each command it runs (sh -xe): the script switches that off for itself and on again afterwards, so begin your own lines that expand a secret with set +x.",
  waysToCall: [
    SOURCE_WAY,
    {
      line: "sh ./sikkerkey-init.sh",
      does: "Writes a private file and prints the one line that loads it, in the same sh step.",
    },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    {
      title: "The log shows a value after a plus sign",
      remedy:
        "Jenkins runs sh steps with -x, which prints each command with its variables filled in. Write set +x before the lines that expand a secret, or run them with --redact.",
    },
    {
      title: "The next sh step does not see the variables",
      remedy:
        "Each sh step is a shell of its own. Put the lines into one sh step, or load the secrets again; that is a second machine and a second use of the token.",
    },
    {
      title: "SIKKERKEY_ENROLLMENT_TOKEN is not set in this step",
      remedy:
        "Keep the sh step inside withCredentials, and compare credentialsId with the credential's id. A credential of scope System is not given to jobs.",
    },
    {
      title: "Warning: a secret was passed to sh using Groovy String interpolation",
      remedy:
        "Write the sh step with three single quotes, as in the file: double quotes let Groovy fill values in.",
    },
    ...everyTroubleshooting("the secret text of the credential"),
  ],
};
