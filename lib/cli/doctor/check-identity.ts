import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ClientEnvironment } from "../../sdk/client-home.ts";
import { setting } from "../../sdk/client-home.ts";
import { keyBeside, type LoadedMachine, loadMachine } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { type Finding, failureOf, ok, warn } from "./finding.ts";

export type CheckedIdentity = {
  /** Null when there is no usable one. */
  readonly machine: LoadedMachine | null;
  readonly findings: readonly Finding[];
};

/** Whether there is one identity, whether its parts fit together, and which key file a client takes. */
export function checkIdentity(env: ClientEnvironment): CheckedIdentity {
  let machine: LoadedMachine;
  try {
    machine = loadMachine(env);
  } catch (error) {
    return { machine: null, findings: [failureOf("identity", error)] };
  }
  const { identity, identityFile } = machine;
  const folder = dirname(identityFile);
  const findings: Finding[] = [
    ok(
      "identity",
      `${printableText(identity.machineName, 128)} (${printableText(identity.machineId, 64)}) of ${identity.vaultId}`,
    ),
  ];
  const isUnderHome = setting(env, "SIKKERKEY_IDENTITY") === null;
  if (isUnderHome && basename(folder) !== identity.vaultId)
    findings.push(
      warn(
        "identity",
        `the folder is called ${printableText(basename(folder), 80)}, the identity says ${identity.vaultId}`,
        "Enroll this machine again, or rename the folder: other clients look for the key under the id.",
      ),
    );
  const named = resolve(folder, identity.privateKeyPath);
  const beside = join(folder, "private.pem");
  if (isUnderHome && existsSync(beside) && !isSameFile(named, beside))
    findings.push(
      warn(
        "identity",
        `it names the key ${printableText(named)}, and this command takes ${printableText(beside)}`,
        "Set privateKeyPath in identity.json to the file beside it: the SDKs read that one.",
      ),
    );
  return { machine, findings };
}

/** The file `loadMachine` read the key from. */
export function keyFileOf(env: ClientEnvironment, { identityFile, identity }: LoadedMachine): string {
  const folder = dirname(identityFile);
  return setting(env, "SIKKERKEY_IDENTITY") === null
    ? join(folder, "private.pem")
    : keyBeside(identityFile, identity);
}

function isSameFile(left: string, right: string): boolean {
  try {
    return realpathSync(left) === realpathSync(right);
  } catch {
    return false;
  }
}
