import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { clientHome, setting } from "../../sdk/client-home.ts";
import { enrollMachine } from "../../sdk/enroll-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { registerMachine } from "../../sdk/register-machine.ts";
import { prepareIdentityFolder, prepareVaultsFolder, saveIdentity } from "../../sdk/save-identity.ts";
import { type Call, type Command, hasFlag, optionValue } from "../command.ts";
import { plainHostname } from "../plain-hostname.ts";
import { readToken } from "../read-token.ts";
import { givenUrl, givenVault, tokenFileOption, urlOption, vaultOption } from "../server-options.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const enrollCommand: Command = {
  name: "enroll",
  summary: "Make a key on this computer and register it as a machine.",
  details: [
    "The token is read from --token-file, else SIKKERKEY_ENROLLMENT_TOKEN or SIKKERKEY_BOOTSTRAP_TOKEN, else standard input; never from the command line. The private key stays in SIKKERKEY_HOME, which only this user can read.",
    "With an enrollment token (ske_…) the machine may read at once. With a bootstrap token (skb_…) it waits until somebody approves it on the Machines page, by the fingerprint printed here; the token knows its vault and the machine's name, and the new identity replaces the one this computer had for the vault.",
    "If the answer is lost on the way, the same key is sent once more; that spends no second use of the token.",
  ],
  arguments: [],
  options: [
    urlOption,
    vaultOption,
    tokenFileOption,
    { name: "hostname", value: "name", about: "the host name to report; else HOSTNAME or this computer's" },
    {
      name: "name",
      value: "name",
      about: "ask for this machine name with an enrollment token; its own template wins",
    },
    { name: "replace", about: "replace the identity this computer has for the vault" },
  ],
  stdout: "nothing",
  stderr: "the machine's name and id, when it expires or who must approve it, and where its identity is",
  examples: [
    "sikkerkey enroll --url https://secrets.example --vault vault_k3x9q1m7w2e8r4t6",
    "sikkerkey enroll --url https://secrets.example < bootstrap-token",
  ],
  async run(call, terminal) {
    const apiUrl = givenUrl(call, terminal, "enroll");
    const token = await readToken(optionValue(call, "token-file"), terminal);
    // Whatever the job's umask: nothing made here is for others.
    process.umask(0o077);
    if (token.kind === "enrollment") await enroll(call, terminal, { apiUrl, token: token.text });
    else await register(call, terminal, { apiUrl, token: token.text });
    return 0;
  },
};

type Server = { readonly apiUrl: string; readonly token: string };

async function enroll(call: Call, terminal: Terminal, { apiUrl, token }: Server): Promise<void> {
  const vaultId = givenVault(call, terminal, "enroll");
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
}

async function register(call: Call, terminal: Terminal, { apiUrl, token }: Server): Promise<void> {
  if (optionValue(call, "name") !== null)
    throw new UsageError(
      "--name is for enrollment tokens; this token's machine was named with it.",
      "enroll",
    );
  const home = clientHome(terminal.env);
  prepareVaultsFolder(home);
  const ownName = setting(terminal.env, "HOSTNAME") ?? hostname();
  const host = optionValue(call, "hostname") ?? plainHostname(ownName);
  const enrolled = await registerMachine({ apiUrl, token, hostname: host });
  const file = saveIdentity(prepareIdentityFolder(home, enrolled.vaultId, true), enrolled);
  const { machineId, machineName, keyPair } = enrolled;
  terminal.note(`Registered as ${printableText(machineName)} (${machineId}).`);
  terminal.note(`Its identity is in ${printableText(file)}.`);
  terminal.note(`Its key's fingerprint is ${fingerprint(keyPair.publicKey)}`);
  terminal.note(
    "It waits for approval and reads nothing until then. Compare the fingerprint and approve the machine here:",
  );
  terminal.note(`${apiUrl}/machines/${machineId}`);
}

function expiryText(expiresAt: number | null): string {
  const date = expiresAt === null ? null : new Date(expiresAt);
  return date === null || Number.isNaN(date.getTime()) ? "" : `, until ${date.toISOString()}`;
}

/** Of the raw public key, written as the Machines page writes it. */
function fingerprint(publicKey: string): string {
  const hash = createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}
