import type { TokenPolicy } from "../contract/tokens.ts";
import type { SiteFacts } from "./integration.ts";

/** The first lines of every file beside the script: what made it, and what the script installs. Holds no text that people chose. */
export function madeBy(policy: TokenPolicy, site: SiteFacts, tokenComesFrom: string, sign = "#"): string {
  const lines = [
    `Made by SikkerKey at ${site.baseUrl} on ${site.madeAt} for enrollment token ${policy.id}.`,
    `sikkerkey-init.sh installs @sikkerkey/cli ${site.cliVersion}, SHA-256 ${site.cliSha256}.`,
    `SIKKERKEY_ENROLLMENT_TOKEN comes from ${tokenComesFrom}.`,
  ];
  return lines.map((line) => `${sign} ${line}\n`).join("");
}
