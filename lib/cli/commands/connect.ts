import { join, resolve } from "node:path";
import { parseIdentity } from "../../protocol/identity-file.ts";
import { chooseVault } from "../../sdk/choose-vault.ts";
import { clientHome, vaultFolder } from "../../sdk/client-home.ts";
import { readPart } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { changeConfig, commandConfig } from "../change-config.ts";
import { type Command, optionValue } from "../command.ts";
import { checkAlias } from "../vault-alias.ts";

export const connectCommand: Command = {
  name: "connect",
  summary: "Choose the vault that commands use from now on.",
  details: [
    "Writes the choice to cli_global.json in SIKKERKEY_HOME. SIKKERKEY_VAULT and SIKKERKEY_IDENTITY win over it. Nothing is sent; `sikkerkey status` checks the connection.",
  ],
  arguments: [
    { name: "vault", about: "a vault id or alias; the only vault when there is one", isRequired: false },
  ],
  options: [{ name: "alias", value: "name", about: "also remember the vault under this name" }],
  stdout: "nothing",
  stderr: "the vault, machine and server chosen, or why it failed",
  examples: ["sikkerkey connect", "sikkerkey connect vault_k3x9q1m7w2e8r4t6 --alias production"],
  async run(call, terminal) {
    const home = resolve(clientHome(terminal.env));
    const config = commandConfig(terminal.env);
    const alias = optionValue(call, "alias");
    if (alias !== null) checkAlias(alias, "--alias", "connect");
    const vault = call.arguments.get("vault");
    const vaultId =
      vault === undefined
        ? chooseVault({ home, config: { ...config, defaultVault: null }, asked: null })
        : chooseVault({ home, config, asked: { vault, source: "The command" } });
    const identity = readPart(join(vaultFolder(home, vaultId), "identity.json"), "identity", parseIdentity);
    changeConfig(terminal.env, (before) => ({
      ...before,
      defaultVault: vaultId,
      aliases: alias === null ? before.aliases : new Map([...before.aliases, [alias, vaultId]]),
    }));
    const machine = `${printableText(identity.machineName)} (${identity.machineId})`;
    terminal.note(`Connected to ${vaultId} at ${printableText(identity.apiUrl)} as ${machine}.`);
    return 0;
  },
};
