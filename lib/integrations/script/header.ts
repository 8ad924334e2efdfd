import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";
import { MARKER } from "./marker.ts";

/** What made the file, and what it will install: the first thing a reviewer sees. Holds no text that people chose. */
export function header(policy: TokenPolicy, site: SiteFacts): string {
  return `#!/bin/sh
${MARKER} for Bitbucket Pipelines
# Made by SikkerKey at ${site.baseUrl} on ${site.madeAt} for enrollment token ${policy.id}.
# Installs @sikkerkey/cli ${site.cliVersion}, SHA-256 ${site.cliSha256}.
# The token is not in this file: it is read from SIKKERKEY_ENROLLMENT_TOKEN and unset.
#
#   . ./sikkerkey-init.sh             exports the secrets into this shell
#   sh ./sikkerkey-init.sh            writes them to a file and prints the line that loads it
#   sh ./sikkerkey-init.sh -- cmd ..  runs cmd with them
#
# SIKKERKEY_KEEP_IDENTITY=1 keeps the machine's identity and the CLI for later lines of the step.
`;
}
