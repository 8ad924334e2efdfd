import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Identity, parseIdentity } from "../protocol/identity-file.ts";
import { checkApiUrl } from "./api-url.ts";
import { chooseVault } from "./choose-vault.ts";
import { readClientConfig } from "./client-config.ts";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, clientHome, setting, vaultFolder } from "./client-home.ts";
import { parsePrivateKey } from "./private-key.ts";
import type { Machine } from "./signed-client.ts";

export type LoadedMachine = Machine & { readonly identityFile: string };

/** The machine this environment speaks for (wire-protocol 6): SIKKERKEY_IDENTITY, else a vault under the home. */
export function loadMachine(env: ClientEnvironment): LoadedMachine {
  const given = setting(env, "SIKKERKEY_IDENTITY");
  const found = given === null ? identityOfVault(env) : identityAt(env, resolve(given));
  const override = setting(env, "SIKKERKEY_API_URL");
  const apiUrl =
    override === null
      ? checkApiUrl(found.identity.apiUrl, `apiUrl in ${found.identityFile}`)
      : checkApiUrl(override, "SIKKERKEY_API_URL");
  return {
    identity: found.identity,
    identityFile: found.identityFile,
    apiUrl,
    privateKey: readPart(found.keyFile, "private key", parsePrivateKey),
  };
}

type Found = { readonly identity: Identity; readonly identityFile: string; readonly keyFile: string };

function identityOfVault(env: ClientEnvironment): Found {
  const home = resolve(clientHome(env));
  const config = readClientConfig(join(home, "cli_global.json"));
  const vault = setting(env, "SIKKERKEY_VAULT");
  const asked = vault === null ? null : { vault, source: "SIKKERKEY_VAULT" };
  const folder = vaultFolder(home, chooseVault({ home, config, asked }));
  const identityFile = join(folder, "identity.json");
  // The key beside the identity is the one: a moved home keeps working, whatever path is written inside.
  return {
    identity: readPart(identityFile, "identity", parseIdentity),
    identityFile,
    keyFile: join(folder, "private.pem"),
  };
}

function identityAt(env: ClientEnvironment, identityFile: string): Found {
  const identity = readPart(identityFile, "identity", parseIdentity);
  const asked = setting(env, "SIKKERKEY_VAULT");
  const { aliases } = readClientConfig(join(dirname(identityFile), "cli.json"));
  if (asked !== null && (aliases.get(asked) ?? asked) !== identity.vaultId)
    throw new ClientError(
      "identity",
      `SIKKERKEY_IDENTITY is a machine of ${identity.vaultId}, SIKKERKEY_VAULT asks for another vault.`,
      { remedy: "Unset one of the two." },
    );
  return { identity, identityFile, keyFile: keyBeside(identityFile, identity) };
}

/** The key that an identity names; where it is not there, as in a folder that was mounted elsewhere, the one beside it. */
export function keyBeside(identityFile: string, { privateKeyPath }: Identity): string {
  const folder = dirname(identityFile);
  const named = resolve(folder, privateKeyPath);
  return existsSync(named) ? named : join(folder, "private.pem");
}

type Remedies = { readonly unreadable: string; readonly unusable: string };

const IDENTITY_REMEDIES: Remedies = {
  unreadable: "Check SIKKERKEY_HOME, SIKKERKEY_IDENTITY and the file's permissions, or enroll this machine.",
  unusable: "Enroll this machine again, or restore the file.",
};

/** What a file holds, or a `ClientError` that names the file and what is wrong with it, without its text. */
export function readPart<Part>(
  file: string,
  what: string,
  parse: (text: string) => Part,
  remedies = IDENTITY_REMEDIES,
): Part {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new ClientError("identity", `The ${what} ${file} cannot be read (${code}).`, {
      remedy: remedies.unreadable,
      cause,
    });
  }
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "it cannot be parsed";
    throw new ClientError("identity", `The ${what} ${file} is not usable: ${reason}.`, {
      remedy: remedies.unusable,
      cause,
    });
  }
}
