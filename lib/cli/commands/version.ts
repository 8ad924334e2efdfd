import type { Command } from "../command.ts";
import manifest from "../package.json" with { type: "json" };

export const versionCommand: Command = {
  name: "version",
  summary: "Print the version.",
  details: [],
  arguments: [],
  options: [],
  stdout: "`sikkerkey` and the version",
  stderr: "nothing",
  examples: ["sikkerkey version"],
  async run(_call, terminal) {
    terminal.out(`sikkerkey ${manifest.version}\n`);
    return 0;
  },
};
