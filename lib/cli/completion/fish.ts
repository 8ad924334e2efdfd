import type { Command, OptionSpec } from "../command.ts";
import { allOptions } from "../render-help.ts";
import { quoted, valuedLabels, valueKind } from "./option-words.ts";

export function fishCompletion(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => complete("__sikkerkey_first", `-a ${name}`, summary));
  return `# Completion of sikkerkey for fish, made by \`sikkerkey completion fish\`.
function __sikkerkey_first
    test (count (commandline -opc)) -eq 1
end
function __sikkerkey_in
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"; and not contains -- -- $words
end
# A command, how many arguments stand before the cursor, and the options whose next word is their value.
function __sikkerkey_at
    __sikkerkey_in $argv[1]; or return 1
    set -l position 0
    set -l is_value 0
    for word in (commandline -opc)[3..-1]
        if test $is_value -eq 1
            set is_value 0
        else if contains -- $word $argv[3..-1]
            set is_value 1
        else if not string match -q -- '-*' $word
            set position (math $position + 1)
        end
    end
    test $position -eq $argv[2]
end
function __sikkerkey_after_dashes
    contains -- -- (commandline -opc)
end
function __sikkerkey_command
    set -l words (commandline -opc)
    set -l at (contains -i -- -- $words)
    set -l before (string escape -- $words[(math $at + 1)..-1])
    complete -C (string join ' ' -- $before (commandline -ct))
end
complete -c sikkerkey -f
complete -c sikkerkey -n __sikkerkey_after_dashes -x -a '(__sikkerkey_command)'
${names.join("\n")}
${complete("__sikkerkey_first", "-a help", "Show how to use a command.")}
complete -c sikkerkey -n '__sikkerkey_at help 0' -x -a ${quoted(commands.map(({ name }) => name).join(" "))}
${commands.flatMap(rowsOf).join("\n")}
`;
}

function rowsOf(command: Command): string[] {
  return [
    ...allOptions(command).map((option) =>
      complete(`__sikkerkey_in ${command.name}`, optionWords(option), option.about),
    ),
    ...command.arguments.flatMap(({ choices, about }, at) => {
      const condition = ["__sikkerkey_at", command.name, at, ...valuedLabels(command)].join(" ");
      return choices === undefined ? [] : [complete(condition, `-x -a ${quoted(choices.join(" "))}`, about)];
    }),
  ];
}

function optionWords(option: OptionSpec): string {
  const kind = valueKind(option);
  const label = `-l ${option.name}${option.short === undefined ? "" : ` -s ${option.short}`}`;
  if (kind === "none") return label;
  if (kind === "file") return `${label} -r -F`;
  if (kind === "folder") return `${label} -x -a '(__fish_complete_directories)'`;
  return kind === "free" ? `${label} -x` : `${label} -x -a ${quoted(kind.join(" "))}`;
}

const complete = (condition: string, words: string, about: string) =>
  `complete -c sikkerkey -n ${quoted(condition)} ${words} -d ${quoted(about)}`;
