import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import type { ClaimFile } from "../protocol/claim.ts";
import { parseClaimFile } from "../protocol/claim-file.ts";
import { checkApiUrl } from "../sdk/api-url.ts";
import { vaultsOnDisk } from "../sdk/choose-vault.ts";
import { type ClientEnvironment, clientHome, setting, vaultFolder } from "../sdk/client-home.ts";
import { type LoadedMachine, loadMachine, readPart } from "../sdk/load-machine.ts";
import { printableText } from "../sdk/printable-text.ts";
import { bindClaim } from "./bind-claim.ts";
import { plainHostname } from "./plain-hostname.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The machine this command speaks for. Where SIKKERKEY_CLAIM names a claim file and there is no identity yet, the key is
 * made and bound first; later starts find it in SIKKERKEY_HOME, and need the claim file no more.
 */
export async function openMachine(terminal: Terminal): Promise<LoadedMachine> {
  const { env } = terminal;
  const file = setting(env, "SIKKERKEY_CLAIM");
  if (file === null || setting(env, "SIKKERKEY_IDENTITY") !== null) return loadMachine(env);
  const claim = readClaim(resolve(file), env);
  if (claim === null) return loadMachine(env);
  const home = resolve(clientHome(env));
  const folder = vaultFolder(home, claim.vaultId);
  if (!existsSync(join(folder, "identity.json"))) {
    const host = plainHostname(setting(env, "HOSTNAME") ?? hostname());
    const apiUrl = checkApiUrl(setting(env, "SIKKERKEY_API_URL") ?? claim.apiUrl, sourceOfUrl(env, file));
    const bound = await bindClaim(claim, { home, apiUrl, hostname: host });
    terminal.note(
      `This container made its own key and is ${printableText(bound.machineName)} (${bound.machineId}) now.`,
    );
  }
  // The claim's vault is the one that is meant, whatever else lies in this home.
  return loadMachine({ ...env, SIKKERKEY_VAULT: setting(env, "SIKKERKEY_VAULT") ?? claim.vaultId });
}

/** Null where the file is gone and not needed: the key was bound before. */
function readClaim(file: string, env: ClientEnvironment): ClaimFile | null {
  if (!isReadable(file) && vaultsOnDisk(resolve(clientHome(env))).length > 0) return null;
  return readPart(file, "claim file", parseClaimFile, {
    unreadable: "Check SIKKERKEY_CLAIM, that claim.json is mounted there, and the file's permissions.",
    unusable: "Mount the file as it was downloaded, or create the container anew for another.",
  });
}

function isReadable(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

const sourceOfUrl = (env: ClientEnvironment, file: string) =>
  setting(env, "SIKKERKEY_API_URL") === null ? `apiUrl in ${file}` : "SIKKERKEY_API_URL";
