import type { ScriptEdge } from "./edge.ts";
import { CHILD_END, MARKER } from "./marker.ts";
import { TRACING_BACK, TRACING_OFF } from "./options.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's default for a variable that "set -u" may not find.
const TOKEN = "${SIKKERKEY_ENROLLMENT_TOKEN-}";
// biome-ignore lint/suspicious/noTemplateCurlyInString: the same, for a variable that only zsh has.
const ZSH_CONTEXT = "${ZSH_EVAL_CONTEXT-}";

/**
 * The part that runs in the caller's shell. It stays small, because that shell's options, traps, aliases and functions are
 * the user's: all work is done by a child shell, which hands back text to evaluate and leaves nothing behind. Works under
 * `set -eu`, noclobber and a strange IFS. The assignments happen in a function, where a DEBUG trap does not see them.
 */
export function caller(child: string, edge: ScriptEdge): string {
  // The masks for GitHub go to the step's own output, which the capture of the child's would swallow.
  const [open, close] = edge.handover === "github-env" ? ["{\n    ", "\n  } 3>&1"] : ["", ""];
  return String.raw`
${TRACING_OFF}
__sikkerkey_child() {
  SIKKERKEY_ENROLLMENT_TOKEN=${TOKEN} \command sh -s -- "$1" "$2" "$3" <<'${CHILD_END}'
${child}${CHILD_END}
}

# Was a shell started with this file, or does a running shell read it? $0 tells, under any file name; zsh has a word for it.
__sikkerkey_mode=source
__sikkerkey_line=
__sikkerkey_asked=
__sikkerkey_into=
case ${ZSH_CONTEXT}/$0 in
  toplevel:*file*/*) ;;
  */sikkerkey-init.sh) __sikkerkey_mode=file ;;
  *)
    if \test -f "$0" && \test -r "$0"; then
      { IFS= \read -r __sikkerkey_line && IFS= \read -r __sikkerkey_line || \:; } <"$0"
    fi
    case $__sikkerkey_line in '${MARKER} '*) __sikkerkey_mode=file ;; esac
    ;;
esac
\unset __sikkerkey_line

__sikkerkey_init() {
  if \test "$__sikkerkey_mode" = file && \test "$#" -gt 0; then
    __sikkerkey_mode=command
    while \test "$#" -gt 1; do
      case $1 in --redact | --files) ;; *) break ;; esac
      __sikkerkey_asked="$__sikkerkey_asked $1"
      __sikkerkey_mode=run
      \shift
    done
    if \test "$__sikkerkey_mode $# $1" = 'command 2 --into'; then
      __sikkerkey_mode=into
      case $2 in
        /*) __sikkerkey_into=$2 ;;
        *) __sikkerkey_into=$PWD/$2 ;;
      esac
    elif \test "$1" != -- || \test "$#" -lt 2; then
      \printf '%s\n' 'sikkerkey: Unknown arguments. Use: sh ./sikkerkey-init.sh [--redact] [--files] -- command [arguments]' >&2
      \exit 1
    else
      \shift
    fi
  fi
  # A failure has been explained by the child. "exit" stops the step; "return" would not without "set -e".
  ${open}__sikkerkey_text=$(__sikkerkey_child "$__sikkerkey_mode" "$__sikkerkey_asked" "$__sikkerkey_into") || {
    \unset SIKKERKEY_ENROLLMENT_TOKEN
    \exit 1
  }${close}
  \unset SIKKERKEY_ENROLLMENT_TOKEN
  case $__sikkerkey_mode in file | into) \exit 0 ;; esac
  \eval "$__sikkerkey_text"
  \unset __sikkerkey_text
  case $__sikkerkey_mode in
    command) \unset __sikkerkey_mode __sikkerkey_flags __sikkerkey_asked __sikkerkey_into; \exec "$@" ;;
  esac
}

__sikkerkey_init "$@"
\unset __sikkerkey_mode __sikkerkey_asked __sikkerkey_into
\unset -f __sikkerkey_init __sikkerkey_child
${TRACING_BACK}`;
}
