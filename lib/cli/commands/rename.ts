import { resolve } from "node:path";
import { chooseVault } from "../../sdk/choose-vault.ts";
import { ClientError } from "../../sdk/client-error.ts";
import { clientHome } from "../../sdk/client-home.ts";
import { changeConfig, commandConfig } from "../change-config.ts";
import { type Command, requiredArgument } from "../command.ts";
import { checkAlias } from "../vault-alias.ts";

export const renameCommand: Command = {
  name: "rename",
  summary: "Give a vault another name on this computer.",
  details: [
    "A name stands for the vault's id wherever a command takes one, also in SIKKERKEY_VAULT. Given an old name, the new one replaces it; given the id, it is added. Nothing is sent.",
  ],
  arguments: [
    { name: "what", about: "vault", isRequired: true, choices: ["vault"] },
    { name: "vault", about: "its id or the name it has", isRequired: true },
    { name: "alias", about: "the new name", isRequired: true },
  ],
  options: [],
  stdout: "nothing",
  stderr: "the new name, or why it failed",
  examples: ["sikkerkey rename vault vault_k3x9q1m7w2e8r4t6 production"],
  async run(call, terminal) {
    const asked = requiredArgument(call, "vault");
    const alias = checkAlias(requiredArgument(call, "alias"), "<alias>", "rename");
    const config = commandConfig(terminal.env);
    const home = resolve(clientHome(terminal.env));
    const vaultId = chooseVault({ home, config, asked: { vault: asked, source: "The command" } });
    const taken = config.aliases.get(alias);
    if (taken !== undefined && taken !== vaultId)
      throw new ClientError("input", `${alias} is the name of ${taken} already.`, {
        remedy: `Choose another, or give that vault another name first: \`sikkerkey rename vault ${alias} <alias>\`.`,
      });
    changeConfig(terminal.env, (before) => ({
      ...before,
      aliases: new Map([...[...before.aliases].filter(([name]) => name !== asked), [alias, vaultId]]),
    }));
    terminal.note(`${vaultId} is called ${alias} now.`);
    return 0;
  },
};
