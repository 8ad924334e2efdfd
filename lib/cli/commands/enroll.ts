import { hostname } from "node:os";
import { checkApiUrl } from "../../sdk/api-url.ts";
import { clientHome, setting } from "../../sdk/client-home.ts";
import { enrollMachine } from "../../sdk/enroll-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { prepareIdentityFolder, saveIdentity } from "../../sdk/save-identity.ts";
import { type Call, type Command, hasFlag, optionValue } from "../command.ts";
import { readToken } from "../read-token.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const enrollCommand: Command = {
  name: "enroll",
  summary: "Make a key on this computer and register it as a machine.",
  details: [
    "The token is read from --token-file, else SIKKERKEY_ENROLLMENT_TOKEN, else standard input; never from the command line. The private key stays in SIKKERKEY_HOME, which only this user can read.",
    "If the answer is lost on the way, the same key is sent once more; that spends no second use of the token.",
  ],
  arguments: [],
  options: [
    {
      name: "url",
      value: "origin",
      about: "the server, such as https://secrets.example; else SIKKERKEY_API_URL",
    },
    { name: "vault", value: "vault id", about: "the token's vault; else SIKKERKEY_VAULT" },
    { name: "token-file", value: "path", about: "read the token from this file; - is standard input" },
    { name: "hostname", value: "name", about: "the host name to report; else HOSTNAME or this computer's" },
    { name: "name", value: "name", about: "ask for this machine name; a token's own template wins" },
    { name: "replace", about: "replace the identity this computer has for the vault" },
  ],
  stdout: "nothing",
  stderr: "the machine's name and id, when it expires and where its identity is, or why it failed",
  examples: ["sikkerkey enroll --url https://secrets.example --vault vault_k3x9q1m7w2e8r4t6"],
  async run(call, terminal) {
    const apiUrl = urlOf(call, terminal);
    const vaultId = vaultOf(call, terminal);
    const token = await readToken(optionValue(call, "token-file"), terminal);
    // Whatever the job's umask: nothing made here is for others.
    process.umask(0o077);
    const folder = prepareIdentityFolder(clientHome(terminal.env), vaultId, hasFlag(call, "replace"));
    const host = optionValue(call, "hostname") ?? setting(terminal.env, "HOSTNAME") ?? hostname();
    const name = optionValue(call, "name");
    const enrolled = await enrollMachine({ apiUrl, vaultId, token, hostname: host, name });
    const file = saveIdentity(folder, enrolled);
    const until = expiryText(enrolled.expiresAt);
    terminal.note(
      `Enrolled as ${printableText(enrolled.machineName)} (${printableText(enrolled.machineId)})${until}.`,
    );
    terminal.note(`Its identity is in ${printableText(file)}.`);
    return 0;
  },
};

function urlOf(call: Call, { env }: Terminal): string {
  const option = optionValue(call, "url");
  if (option !== null) return checkApiUrl(option, "--url");
  const fromEnvironment = setting(env, "SIKKERKEY_API_URL");
  if (fromEnvironment === null) throw new UsageError("--url is missing: the server's origin.", "enroll");
  return checkApiUrl(fromEnvironment, "SIKKERKEY_API_URL");
}

function vaultOf(call: Call, { env }: Terminal): string {
  const vaultId = optionValue(call, "vault") ?? setting(env, "SIKKERKEY_VAULT");
  if (vaultId === null) throw new UsageError("--vault is missing: the token's vault id.", "enroll");
  return vaultId;
}

function expiryText(expiresAt: number | null): string {
  const date = expiresAt === null ? null : new Date(expiresAt);
  return date === null || Number.isNaN(date.getTime()) ? "" : `, until ${date.toISOString()}`;
}
