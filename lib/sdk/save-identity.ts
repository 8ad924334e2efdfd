import { chmodSync, existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { printIdentity } from "../protocol/identity-file.ts";
import { ClientError } from "./client-error.ts";
import { vaultFolder } from "./client-home.ts";
import { makeFolder } from "./make-folder.ts";
import type { Enrolled } from "./register-key.ts";
import { makePrivateFolder, writePrivateFile } from "./write-private-file.ts";

/** Prepares the vault's folder before a token's use is spent on a machine that could not be kept. */
export function prepareIdentityFolder(home: string, vaultId: string, mayReplace: boolean): string {
  const folder = vaultFolder(resolve(home), vaultId);
  if (!mayReplace && existsSync(join(folder, "identity.json")))
    throw new ClientError("input", `This computer already has an identity for ${vaultId} (${folder}).`, {
      remedy: "Use it, set SIKKERKEY_HOME to another folder, or replace it with --replace.",
    });
  makeFolders(home, [dirname(folder), folder]);
  return folder;
}

/** The same for a token whose vault the answer will name. */
export function prepareVaultsFolder(home: string): void {
  makeFolders(home, [join(resolve(home), "vaults")]);
}

function makeFolders(home: string, folders: readonly string[]): void {
  try {
    // The home may be a folder of somebody else's choosing, such as a mounted one; what lies in it is ours.
    makeFolder(resolve(home));
    for (const folder of folders) makePrivateFolder(folder);
    chmodSync(folders.at(-1) ?? home, 0o700);
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new ClientError("input", `The folder ${folders.at(-1) ?? home} cannot be made (${code}).`, {
      remedy: "Set SIKKERKEY_HOME to a folder this user can write to.",
      cause,
    });
  }
}

/** The identity goes first and comes last: one on disk always has its own key. Returns the path of `identity.json`. */
export function saveIdentity(folder: string, enrolled: Enrolled): string {
  const { machineId, machineName, vaultId, apiUrl, keyPair } = enrolled;
  const privateKeyPath = join(folder, "private.pem");
  const identityFile = join(folder, "identity.json");
  rmSync(identityFile, { force: true });
  writePrivateFile(privateKeyPath, keyPair.pem);
  writePrivateFile(identityFile, printIdentity({ machineId, machineName, vaultId, apiUrl, privateKeyPath }));
  return identityFile;
}
