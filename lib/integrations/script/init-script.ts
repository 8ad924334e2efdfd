import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";
import { caller } from "./caller.ts";
import type { ScriptEdge } from "./edge.ts";
import { enroll } from "./enroll.ts";
import { exporting } from "./export.ts";
import { folders } from "./folders.ts";
import { handover } from "./handover.ts";
import { header } from "./header.ts";
import { INSTALL } from "./install.ts";
import { key } from "./key.ts";
import { preamble } from "./preamble.ts";
import { REQUESTS } from "./requests.ts";
import { tools } from "./tools.ts";
import { unlock } from "./unlock.ts";

/** `sikkerkey-init.sh`, read from top to bottom as it runs. */
export function initScript(policy: TokenPolicy, site: SiteFacts, edge: ScriptEdge): string {
  const before = [tools(edge), folders(edge), key(edge), REQUESTS, enroll(edge), INSTALL];
  const work = [...before, unlock(policy), exporting(edge), handover(edge)].join("");
  // A function is read whole before it runs, so that no tool can swallow the rest of the script from standard input.
  const child = `${preamble(policy, site)}\nsk_main() {${work}}\nsk_main </dev/null\n`;
  return header(policy, site, edge) + caller(child, edge);
}
