import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";
import type { ScriptEdge } from "./edge.ts";
import { MARKER } from "./marker.ts";

const SH_DOES = {
  file: "writes them to a file and prints the line that loads it",
  "github-env": "gives them to all later steps, masked in the log",
  "bash-env": "gives them to all later steps that bash runs",
} as const;

/** What made the file, and what it will install: the first thing a reviewer sees. Holds no text that people chose. */
export function header(policy: TokenPolicy, site: SiteFacts, edge: ScriptEdge): string {
  return `#!/bin/sh
${MARKER} for ${edge.title}
# Made by SikkerKey at ${site.baseUrl} on ${site.madeAt} for enrollment token ${policy.id}.
# Installs @sikkerkey/cli ${site.cliVersion}, SHA-256 ${site.cliSha256}.
# The token is not in this file: it is read from SIKKERKEY_ENROLLMENT_TOKEN and unset.
#
#   . ./sikkerkey-init.sh             exports the secrets into this shell
#   sh ./sikkerkey-init.sh            ${SH_DOES[edge.handover]}
#   sh ./sikkerkey-init.sh -- cmd ..  runs cmd with them
#     --redact before --              hides the values in what cmd prints
#     --files before --               gives cmd files, NAME_FILE, instead of variables
#
# SIKKERKEY_KEEP_IDENTITY=1 keeps the machine's identity and the CLI for later lines of the step.
`;
}
