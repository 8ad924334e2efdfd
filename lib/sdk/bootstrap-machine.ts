import { checkApiUrl } from "./api-url.ts";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, setting } from "./client-home.ts";
import { enrollMachine } from "./enroll-machine.ts";
import { fullVaultId } from "./load-sdk-machine.ts";
import { parsePrivateKey } from "./private-key.ts";
import type { Machine } from "./signed-client.ts";
import type { BootstrapOptions } from "./sikkerkey-options.ts";

type Bootstrap = { readonly vaultId: string; readonly token: string; readonly options: BootstrapOptions };

/** Registers a machine whose key exists in this process only (wire-protocol 4.1). */
export async function bootstrapMachine(
  env: ClientEnvironment,
  { vaultId, token, options }: Bootstrap,
): Promise<Machine> {
  // From JavaScript a variable that is not set arrives here as undefined.
  if (!vaultId) throw missing("The vault id", "Settings in the dashboard shows it.");
  if (!token) throw missing("The enrollment token", "Make one under Enrollment Tokens in the dashboard.");
  if (token.startsWith("skb_"))
    throw new ClientError("input", "That is a bootstrap token, whose machine waits for a person.", {
      remedy: "Give an enrollment token (ske_…), or enroll this computer with `sikkerkey enroll`.",
    });
  const enrolled = await enrollMachine({
    apiUrl: serverOf(env, options),
    vaultId: fullVaultId(vaultId),
    token,
    hostname: options.hostname || (setting(env, "HOSTNAME") ?? "serverless"),
    name: options.name || null,
  });
  const { machineId, machineName, apiUrl, keyPair } = enrolled;
  return {
    identity: { machineId, machineName, vaultId: enrolled.vaultId, apiUrl, privateKeyPath: "" },
    privateKey: parsePrivateKey(keyPair.pem),
    apiUrl,
  };
}

function serverOf(env: ClientEnvironment, { apiUrl }: BootstrapOptions): string {
  if (apiUrl) return checkApiUrl(apiUrl, "apiUrl");
  const fromEnvironment = setting(env, "SIKKERKEY_API_URL");
  if (fromEnvironment === null)
    throw missing("The server's address", "Set SIKKERKEY_API_URL, or give it as the option apiUrl.");
  return checkApiUrl(fromEnvironment, "SIKKERKEY_API_URL");
}

const missing = (what: string, remedy: string) => new ClientError("input", `${what} is missing.`, { remedy });
