import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";
import { caller } from "./caller.ts";
import { ENROLL } from "./enroll.ts";
import { EXPORT } from "./export.ts";
import { FOLDERS } from "./folders.ts";
import { HANDOVER } from "./handover.ts";
import { header } from "./header.ts";
import { INSTALL } from "./install.ts";
import { KEY } from "./key.ts";
import { preamble } from "./preamble.ts";
import { REQUESTS } from "./requests.ts";
import { TOOLS } from "./tools.ts";
import { unlock } from "./unlock.ts";

/** `sikkerkey-init.sh`, read from top to bottom as it runs. */
export function initScript(policy: TokenPolicy, site: SiteFacts): string {
  const work = [TOOLS, FOLDERS, KEY, REQUESTS, ENROLL, INSTALL, unlock(policy), EXPORT, HANDOVER].join("");
  // A function is read whole before it runs, so that no tool can swallow the rest of the script from standard input.
  const child = `${preamble(policy, site)}\nsk_main() {${work}}\nsk_main </dev/null\n`;
  return header(policy, site) + caller(child);
}
