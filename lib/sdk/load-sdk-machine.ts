import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseIdentity } from "../protocol/identity-file.ts";
import { checkApiUrl } from "./api-url.ts";
import { vaultsOnDisk } from "./choose-vault.ts";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, clientHome, setting, vaultFolder } from "./client-home.ts";
import { type LoadedMachine, readPart } from "./load-machine.ts";
import { parsePrivateKey } from "./private-key.ts";

/**
 * The machine a program speaks for, by the rule of every SikkerKey SDK (wire-protocol 6.5): what it was given, else
 * SIKKERKEY_IDENTITY, else the only vault on disk. The address is the identity's own; no variable changes it.
 */
export function loadSdkMachine(env: ClientEnvironment, vaultOrPath: string | null): LoadedMachine {
  const identityFile = chooseIdentity(env, vaultOrPath);
  const identity = readPart(identityFile, "identity", parseIdentity);
  const folder = dirname(identityFile);
  const named = resolve(folder, identity.privateKeyPath);
  // A home that was moved, or mounted elsewhere, still has its key beside the identity.
  const keyFile = existsSync(named) ? named : join(folder, "private.pem");
  return {
    identity,
    identityFile,
    apiUrl: checkApiUrl(identity.apiUrl, `apiUrl in ${identityFile}`),
    privateKey: readPart(keyFile, "private key", parsePrivateKey),
  };
}

function chooseIdentity(env: ClientEnvironment, vaultOrPath: string | null): string {
  const home = resolve(clientHome(env));
  if (vaultOrPath !== null) {
    const isPath = vaultOrPath.startsWith("/") || vaultOrPath.includes("identity.json");
    return isPath ? resolve(vaultOrPath) : identityOf(home, fullVaultId(vaultOrPath));
  }
  const given = setting(env, "SIKKERKEY_IDENTITY");
  if (given !== null) return resolve(given);
  const [only, ...others] = vaultsOnDisk(home);
  if (only === undefined)
    throw new ClientError("identity", `There is no identity under ${home}.`, {
      remedy: "Enroll this machine with `sikkerkey enroll`, or set SIKKERKEY_HOME to where its identity is.",
    });
  if (others.length > 0)
    throw new ClientError("identity", `This computer has identities for ${others.length + 1} vaults.`, {
      remedy: `Name one: SikkerKey.create("${only}"). There are ${[only, ...others].join(", ")}.`,
    });
  return identityOf(home, only);
}

const identityOf = (home: string, vaultId: string) => join(vaultFolder(home, vaultId), "identity.json");

/** `vault_` may be left out. */
export const fullVaultId = (vault: string) => (vault.startsWith("vault_") ? vault : `vault_${vault}`);
