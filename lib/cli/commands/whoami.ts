import { loadMachine } from "../../sdk/load-machine.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { type Command, optionValue } from "../command.ts";
import { outputOption } from "../output-option.ts";

export const whoamiCommand: Command = {
  name: "whoami",
  summary: "Print which machine this is. Nothing is sent.",
  details: [],
  arguments: [],
  options: [outputOption],
  stdout: "machine, id, vault, server and the identity file, one `name: value` line each",
  stderr: "nothing, or why it failed",
  examples: ["sikkerkey whoami"],
  async run(call, terminal) {
    const { identity, apiUrl, identityFile } = loadMachine(terminal.env);
    const facts = {
      machine: identity.machineName,
      id: identity.machineId,
      vault: identity.vaultId,
      server: apiUrl,
      identity: identityFile,
    };
    terminal.out(
      optionValue(call, "output") === "json"
        ? `${JSON.stringify(facts, null, 2)}\n`
        : Object.entries(facts)
            .map(([name, value]) => `${name}: ${printableText(value)}\n`)
            .join(""),
    );
    return 0;
  },
};
