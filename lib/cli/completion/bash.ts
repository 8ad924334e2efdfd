import type { Command } from "../command.ts";
import { allLabels, labelsOf, valuedLabels, valueKind } from "./option-words.ts";

/** For bash 4 and newer; needs no bash-completion, and completes the words after `--` with it where it is loaded. */
export function bashCompletion(commands: readonly Command[]): string {
  const names = [...commands.map(({ name }) => name), "help", "--help", "--version"];
  return `# Completion of sikkerkey for bash, made by \`sikkerkey completion bash\`.
_sikkerkey_known() {
  case $1 in
${commands.flatMap(rowsOf).join("\n")}
  esac
}
_sikkerkey() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${names.join(" ")}' -- "$current"))
    return
  fi
  if [[ $command == help ]]; then
    ((COMP_CWORD == 2)) && COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(" ")}' -- "$current"))
    return
  fi
  local at position=0 valued=" $(_sikkerkey_known "$command:valued") "
  for ((at = 2; at < COMP_CWORD; at++)); do
    if [[ \${COMP_WORDS[at]} == -- ]]; then
      if declare -F _command_offset > /dev/null; then
        _command_offset $((at + 1))
      elif ((at + 1 == COMP_CWORD)); then
        COMPREPLY=($(compgen -c -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      return
    fi
    if [[ $valued == *" \${COMP_WORDS[at]} "* ]]; then
      # bash takes --option=value apart at the sign.
      [[ \${COMP_WORDS[at + 1]} == = ]] && ((at++))
      ((at++))
    elif [[ \${COMP_WORDS[at]} != -* ]]; then
      ((position++))
    fi
  done
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $valued == *" $previous "* ]]; then
    local known
    known=$(_sikkerkey_known "$command:$previous")
    case $known in
      file) COMPREPLY=($(compgen -f -- "$current")) ;;
      folder) COMPREPLY=($(compgen -d -- "$current")) ;;
      *) COMPREPLY=($(compgen -W "$known" -- "$current")) ;;
    esac
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_sikkerkey_known "$command:options")" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_sikkerkey_known "$command:$position")" -- "$current"))
  fi
}
complete -F _sikkerkey sikkerkey
`;
}

function rowsOf(command: Command): string[] {
  const row = (keys: readonly string[], words: string) =>
    words === ""
      ? []
      : [`    ${keys.map((key) => `${command.name}:${key}`).join(" | ")}) echo '${words}' ;;`];
  return [
    ...row(["options"], [...allLabels(command), ...(command.takesCommand ? ["--"] : [])].join(" ")),
    ...row(["valued"], valuedLabels(command).join(" ")),
    ...command.arguments.flatMap(({ choices }, at) => row([String(at)], choices?.join(" ") ?? "")),
    ...command.options.flatMap((option) => {
      const kind = valueKind(option);
      const words = typeof kind === "object" ? kind.join(" ") : kind;
      return words === "none" || words === "free" ? [] : row(labelsOf(option), words);
    }),
  ];
}
