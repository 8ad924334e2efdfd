import { type ClientEnvironment, setting } from "../../sdk/client-home.ts";
import type { LoadedMachine } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { type Finding, ok, warn } from "./finding.ts";

const READ = [
  "SIKKERKEY_HOME",
  "SIKKERKEY_VAULT",
  "SIKKERKEY_IDENTITY",
  "SIKKERKEY_API_URL",
  "https_proxy",
  "HTTPS_PROXY",
  "all_proxy",
  "ALL_PROXY",
  "no_proxy",
  "NO_PROXY",
  "SIKKERKEY_CLAIM",
  "SIKKERKEY_CA_FILE",
  "NODE_EXTRA_CA_CERTS",
];

/** What the environment changes about where and how this command asks. Values are not shown. */
export function checkSettings(env: ClientEnvironment, machine: LoadedMachine | null): Finding[] {
  const findings: Finding[] = [];
  const set = READ.filter((name) => setting(env, name) !== null);
  if (set.length > 0) findings.push(ok("settings", `${set.join(", ")} set`));
  if (machine !== null && machine.apiUrl !== machine.identity.apiUrl.replace(/\/+$/, ""))
    findings.push(
      warn(
        "settings",
        `SIKKERKEY_API_URL asks ${machine.apiUrl}, the identity belongs to ${printableText(machine.identity.apiUrl, 200)}`,
        "Unset SIKKERKEY_API_URL unless both are the same server.",
      ),
    );
  if (setting(env, "NODE_TLS_REJECT_UNAUTHORIZED") === "0")
    findings.push(
      warn(
        "settings",
        "NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody answer as the server",
        "Unset it, and name the authority in SIKKERKEY_CA_FILE.",
      ),
    );
  return findings;
}
