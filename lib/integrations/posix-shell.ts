import type { TokenPolicy } from "../contract/tokens.ts";
import type { Integration, SiteFacts, TextFile } from "./integration.ts";
import { madeBy } from "./made-by.ts";
import { POSIX_GUIDE } from "./posix-guide.ts";
import type { ScriptEdge } from "./script/edge.ts";
import { initScript } from "./script/init-script.ts";

const EDGE: ScriptEdge = {
  title: "any POSIX shell",
  missingToken: [
    "SIKKERKEY_ENROLLMENT_TOKEN is not set in this environment. Let the system that starts this job put it there as a secret",
    "variable.",
  ],
  holder: "the variable that holds it",
  cloneVariable: "PWD",
  runVariable: "SIKKERKEY_JOB_ID",
  machineName: { word: "job", repository: "SIKKERKEY_JOB_NAME", build: "SIKKERKEY_JOB_ID" },
  handover: "file",
};

export const posixShell: Integration = {
  id: "posix-shell",
  title: "POSIX shell",
  summary:
    "For every other system that runs a shell: the same script, for sh, dash, bash, BusyBox, ksh and zsh.",
  guide: POSIX_GUIDE,
  render: (policy, site) => [
    { path: "sikkerkey-init.sh", language: "sh", content: initScript(policy, site, EDGE) },
    job(policy, site),
  ],
};

function job(policy: TokenPolicy, site: SiteFacts): TextFile {
  const body = `set -eu

# The leading dot exports into this shell: a child process cannot change its parent's environment.
. ./sikkerkey-init.sh
./your-deploy-command.sh
`;
  const made = madeBy(policy, site, "the environment of the job");
  return { path: "job.sh", language: "sh", content: `#!/bin/sh\n${made}${body}` };
}
