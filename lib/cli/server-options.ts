import { checkApiUrl } from "../sdk/api-url.ts";
import { setting } from "../sdk/client-home.ts";
import { type Call, type OptionSpec, optionValue } from "./command.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const urlOption: OptionSpec = {
  name: "url",
  value: "origin",
  about: "the server, such as https://secrets.example; else SIKKERKEY_API_URL",
};
export const vaultOption: OptionSpec = {
  name: "vault",
  value: "vault id",
  about: "the enrollment token's vault; else SIKKERKEY_VAULT",
};
export const tokenFileOption: OptionSpec = {
  name: "token-file",
  value: "path",
  about: "read the token from this file; - is standard input",
};

/** The server that a computer without an identity asks. */
export function givenUrl(call: Call, { env }: Terminal, command: string): string {
  const option = optionValue(call, "url");
  if (option !== null) return checkApiUrl(option, "--url");
  const fromEnvironment = setting(env, "SIKKERKEY_API_URL");
  if (fromEnvironment === null) throw new UsageError("--url is missing: the server's origin.", command);
  return checkApiUrl(fromEnvironment, "SIKKERKEY_API_URL");
}

export function givenVault(call: Call, { env }: Terminal, command: string): string {
  const vaultId = optionValue(call, "vault") ?? setting(env, "SIKKERKEY_VAULT");
  if (vaultId === null) throw new UsageError("--vault is missing: the token's vault id.", command);
  return vaultId;
}
