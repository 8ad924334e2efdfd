import { join, resolve } from "node:path";
import { parseIdentity } from "../protocol/identity-file.ts";
import { checkApiUrl } from "./api-url.ts";
import { vaultsOnDisk } from "./choose-vault.ts";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, clientHome, setting, vaultFolder } from "./client-home.ts";
import { keyBeside, type LoadedMachine, readPart } from "./load-machine.ts";
import { parsePrivateKey } from "./private-key.ts";

/**
 * The machine a program speaks for, by the rule of every SikkerKey SDK (wire-protocol 6.5): what it was given, else
 * SIKKERKEY_IDENTITY, else the only vault on disk. The address is the identity's own; no variable changes it.
 */
export function loadSdkMachine(env: ClientEnvironment, vaultOrPath: string | null): LoadedMachine {
  const identityFile = chooseIdentity(env, vaultOrPath);
  const identity = readPart(identityFile, "identity", parseIdentity);
  return {
    identity,
    identityFile,
    apiUrl: checkApiUrl(identity.apiUrl, `apiUrl in ${identityFile}`),
    privateKey: readPart(keyBeside(identityFile, identity), "private key", parsePrivateKey),
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
      remedy:
        setting(env, "SIKKERKEY_CLAIM") === null
          ? "Enroll this machine with `sikkerkey enroll`, or set SIKKERKEY_HOME to where its identity is."
          : "The claim is redeemed by the command: start this program with `sikkerkey run --all --`.",
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
