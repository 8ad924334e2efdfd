import { homedir } from "node:os";
import { join } from "node:path";
import { ClientError } from "./client-error.ts";

/** The variables a client reads (wire-protocol 6.5). An empty one counts as not set. */
export type ClientEnvironment = Readonly<Record<string, string | undefined>>;

export function setting(env: ClientEnvironment, name: string): string | null {
  const value = env[name];
  return value === undefined || value === "" ? null : value;
}

/** Base folder of every identity on this computer. */
export function clientHome(env: ClientEnvironment): string {
  const given = setting(env, "SIKKERKEY_HOME");
  if (given !== null) return given;
  const home = setting(env, "HOME") ?? ownHome();
  return home === "" ? "/tmp/.sikkerkey" : join(home, ".sikkerkey");
}

/** Empty for a user that the system does not know: in a container that may be a number without a name. */
function ownHome(): string {
  try {
    return homedir();
  } catch {
    return "";
  }
}

export function vaultFolder(home: string, vaultId: string): string {
  // An id from a file or the environment becomes part of a path.
  if (!/^vault_[A-Za-z0-9]{1,64}$/.test(vaultId))
    throw new ClientError("input", "That is not a vault id.", {
      remedy: "A vault id is vault_ and sixteen letters and digits; the dashboard's Settings page shows it.",
    });
  return join(home, "vaults", vaultId);
}
