import { resolve } from "node:path";
import { chooseVault } from "../../sdk/choose-vault.ts";
import { ClientError } from "../../sdk/client-error.ts";
import { clientHome, vaultFolder } from "../../sdk/client-home.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { changeConfig, commandConfig } from "../change-config.ts";
import { type Command, hasFlag, requiredArgument } from "../command.ts";
import { deleteIdentity } from "../delete-identity.ts";
import type { Terminal } from "../terminal.ts";

export const deleteCommand: Command = {
  name: "delete",
  summary: "Remove a vault's identity, key and cache from this computer.",
  details: [
    "At a terminal it asks first. The machine itself stays on the server until somebody disables or deletes it there. Nothing is sent.",
  ],
  arguments: [
    { name: "what", about: "vault", isRequired: true, choices: ["vault"] },
    { name: "vault", about: "its id or name", isRequired: true },
  ],
  options: [{ name: "yes", short: "y", about: "do not ask" }],
  stdout: "nothing",
  stderr: "what was removed, or why it failed",
  examples: ["sikkerkey delete vault staging", "sikkerkey delete vault vault_k3x9q1m7w2e8r4t6 --yes"],
  async run(call, terminal) {
    const config = commandConfig(terminal.env);
    const home = resolve(clientHome(terminal.env));
    const asked = { vault: requiredArgument(call, "vault"), source: "The command" };
    const vaultId = chooseVault({ home, config, asked });
    if (!hasFlag(call, "yes") && !(await isConfirmed(vaultId, terminal))) {
      terminal.note("Nothing was removed.");
      return 1;
    }
    const folder = vaultFolder(home, vaultId);
    const { left } = deleteIdentity(folder);
    changeConfig(terminal.env, (before) => ({
      ...before,
      defaultVault: before.defaultVault === vaultId ? null : before.defaultVault,
      aliases: new Map([...before.aliases].filter(([, id]) => id !== vaultId)),
      raw: withoutApplication(before.raw, vaultId),
    }));
    terminal.note(`The identity, key and cache of ${vaultId} were removed from this computer.`);
    if (left > 0)
      terminal.note(`${printableText(folder)} holds something else as well, so the folder was left.`);
    terminal.note("The machine stays on the server: disable or delete it there, under Machines.");
    return 0;
  },
};

async function isConfirmed(vaultId: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.isInTerminal)
    throw new ClientError("input", "Nobody can be asked here whether to remove the key.", {
      remedy: "Add --yes to remove it without asking.",
    });
  const answer = await terminal.ask(
    `Remove the identity, key and cache of ${vaultId} from this computer? A key cannot be restored. [y/N] `,
  );
  return /^y(es)?$/i.test(answer.trim());
}

/** `current_applications` is a choice that other clients keep for each vault (wire-protocol 6.3). */
function withoutApplication(
  raw: Readonly<Record<string, unknown>>,
  vaultId: string,
): Readonly<Record<string, unknown>> {
  const chosen = raw["current_applications"];
  if (typeof chosen !== "object" || chosen === null || !(vaultId in chosen)) return raw;
  const others = Object.entries(chosen).filter(([id]) => id !== vaultId);
  return { ...raw, current_applications: Object.fromEntries(others) };
}
