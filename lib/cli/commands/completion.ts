import { type Command, requiredArgument } from "../command.ts";
import { SHELLS, type ShellName } from "../completion/shell-table.ts";

export const completionCommand: Command = {
  name: "completion",
  summary: "Print a script that completes commands and options in your shell.",
  details: [
    "bash: add `source <(sikkerkey completion bash)` to ~/.bashrc.",
    "zsh: write it to a file called _sikkerkey in a folder of $fpath, or add `source <(sikkerkey completion zsh)` to ~/.zshrc after compinit.",
    "fish: write it to ~/.config/fish/completions/sikkerkey.fish.",
  ],
  arguments: [{ name: "shell", about: "bash, zsh or fish", isRequired: true, choices: Object.keys(SHELLS) }],
  options: [],
  stdout: "the script",
  stderr: "nothing",
  examples: [
    "sikkerkey completion bash",
    "sikkerkey completion fish > ~/.config/fish/completions/sikkerkey.fish",
  ],
  async run(call, terminal, commands) {
    terminal.out(SHELLS[requiredArgument(call, "shell") as ShellName](commands));
    return 0;
  },
};
