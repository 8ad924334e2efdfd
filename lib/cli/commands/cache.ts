import { loadMachine } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { changeConfig, commandConfig } from "../change-config.ts";
import { type Command, requiredArgument } from "../command.ts";
import { describeAge } from "../offline/describe-age.ts";
import { cacheFolder, machineCache } from "../offline/secret-source.ts";
import type { Terminal } from "../terminal.ts";

export const cacheCommand: Command = {
  name: "cache",
  summary: "Keep what is read, encrypted, for when the server cannot be reached.",
  details: [
    "enable and disable change the setting for every vault of this computer; clear removes what is kept for the chosen vault; status shows both.",
    "Values are encrypted with a key made from this machine's private key: who can read the identity can read the cache. While it is disabled nothing is kept or answered from it.",
  ],
  arguments: [
    {
      name: "action",
      about: "enable, disable, status or clear",
      isRequired: true,
      choices: ["enable", "disable", "status", "clear"],
    },
  ],
  options: [],
  stdout: "with status the setting, the folder, how many secrets are kept and how old they are; else nothing",
  stderr: "what was done, or why it failed",
  examples: ["sikkerkey cache enable", "sikkerkey cache status"],
  async run(call, terminal) {
    ACTIONS[requiredArgument(call, "action") as keyof typeof ACTIONS](terminal);
    return 0;
  },
};

const ACTIONS = {
  enable(terminal: Terminal): void {
    changeConfig(terminal.env, (config) => ({ ...config, isCacheEnabled: true }));
    terminal.note("The offline cache is enabled. get, export and run keep what they read from now on.");
  },

  disable(terminal: Terminal): void {
    changeConfig(terminal.env, (config) => ({ ...config, isCacheEnabled: false }));
    terminal.note("The offline cache is disabled. `sikkerkey cache clear` removes what was kept.");
  },

  status(terminal: Terminal): void {
    const machine = loadMachine(terminal.env);
    const times = machineCache(machine)
      .list()
      .map(({ cachedAt }) => cachedAt);
    const age = (cachedAt: number) => describeAge(Math.floor(Date.now() / 1000) - cachedAt);
    const lines = [
      `cache: ${commandConfig(terminal.env).isCacheEnabled ? "enabled" : "disabled"}`,
      `vault: ${machine.identity.vaultId}`,
      `folder: ${printableText(cacheFolder(machine))}`,
      `secrets: ${times.length}`,
      ...(times.length === 0
        ? []
        : [`oldest: ${age(Math.min(...times))}`, `newest: ${age(Math.max(...times))}`]),
    ];
    terminal.out(`${lines.join("\n")}\n`);
  },

  clear(terminal: Terminal): void {
    const machine = loadMachine(terminal.env);
    const removed = machineCache(machine).clear();
    const secrets = `${removed} cached ${removed === 1 ? "secret" : "secrets"}`;
    terminal.note(`${secrets} of ${machine.identity.vaultId} ${removed === 1 ? "was" : "were"} removed.`);
  },
};
