import type { Command, OptionSpec } from "../command.ts";
import { allOptions } from "../render-help.ts";
import { labelsOf, quoted, valueKind } from "./option-words.ts";

/** For zsh's own completion system; to be autoloaded from a file called _sikkerkey, or sourced after compinit. */
export function zshCompletion(commands: readonly Command[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`);
  return `#compdef sikkerkey
# Completion of sikkerkey for zsh, made by \`sikkerkey completion zsh\`.
_sikkerkey() {
  local -a offered
  offered=(
${described.join("\n")}
    'help:Show how to use a command.'
  )
  if (( CURRENT == 2 )); then
    _describe command offered
    return
  fi
  local at=\${words[(i)--]}
  if (( at < CURRENT )); then
    shift $at words
    (( CURRENT -= at ))
    _normal
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.flatMap(caseOf).join("\n")}
    help) (( CURRENT == 2 )) && _describe command offered ;;
  esac
}
if [[ $funcstack[1] == _sikkerkey ]]; then
  _sikkerkey "$@"
else
  compdef _sikkerkey sikkerkey
fi
`;
}

function caseOf(command: Command): string[] {
  const specs = [
    ...allOptions(command).flatMap(optionSpecs),
    ...command.arguments.map(({ name, choices, isRequired }, at) => {
      const colon = isRequired ? ":" : "::";
      return quoted(
        `${at + 1}${colon}${plain(name)}:${choices === undefined ? "" : `(${choices.join(" ")})`}`,
      );
    }),
  ];
  return [
    `    ${command.name})`,
    `      _arguments -S \\`,
    `        ${specs.join(" \\\n        ")}`,
    "      ;;",
  ];
}

function optionSpecs(option: OptionSpec): string[] {
  const kind = valueKind(option);
  const labels = labelsOf(option);
  const others = option.isRepeatable ? "*" : `(${labels.join(" ")})`;
  return labels.map((label) => {
    if (kind === "none") return quoted(`${others}${label}[${plain(option.about)}]`);
    const sign = label.startsWith("--") ? "=" : "+";
    const action =
      typeof kind === "object"
        ? `(${kind.join(" ")})`
        : { file: "_files", folder: "_files -/", free: "" }[kind];
    return quoted(`${others}${label}${sign}[${plain(option.about)}]:${plain(option.value ?? "")}:${action}`);
  });
}

/** Without what has a meaning in a specification. */
const plain = (text: string) => text.replace(/[[\]:`]/g, "").replaceAll("|", "/");
