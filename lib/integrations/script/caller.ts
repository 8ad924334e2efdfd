import { CHILD_END, MARKER } from "./marker.ts";
import { TRACING_BACK, TRACING_OFF } from "./options.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's default for a variable that "set -u" may not find.
const TOKEN = "${SIKKERKEY_ENROLLMENT_TOKEN-}";

/**
 * The part that runs in the caller's shell. It stays small, because that shell's options, traps, aliases and functions are
 * the user's: all work is done by a child shell, which hands back text to evaluate and leaves nothing behind. Works under
 * `set -eu`, noclobber and a strange IFS. The assignments happen in a function, where a DEBUG trap does not see them.
 */
export function caller(child: string): string {
  return String.raw`
${TRACING_OFF}
__sikkerkey_child() {
  SIKKERKEY_ENROLLMENT_TOKEN=${TOKEN} \command sh -s -- "$1" <<'${CHILD_END}'
${child}${CHILD_END}
}

# Was a shell started with this file, or does a running shell read it? $0 tells, under any file name.
__sikkerkey_mode=source
__sikkerkey_line=
case $0 in
  sikkerkey-init.sh | */sikkerkey-init.sh) __sikkerkey_mode=file ;;
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
    if \test "$1" != -- || \test "$#" -lt 2; then
      \printf '%s\n' 'sikkerkey: Unknown arguments. Use: sh ./sikkerkey-init.sh -- command [arguments]' >&2
      \exit 1
    fi
    __sikkerkey_mode=command
    \shift
  fi
  # A failure has been explained by the child. "exit" stops the step; "return" would not without "set -e".
  __sikkerkey_text=$(__sikkerkey_child "$__sikkerkey_mode") || {
    \unset SIKKERKEY_ENROLLMENT_TOKEN
    \exit 1
  }
  \unset SIKKERKEY_ENROLLMENT_TOKEN
  case $__sikkerkey_mode in file) \exit 0 ;; esac
  \eval "$__sikkerkey_text"
  \unset __sikkerkey_text
  case $__sikkerkey_mode in
    command) \unset __sikkerkey_mode __sikkerkey_flags; \exec "$@" ;;
  esac
}

__sikkerkey_init "$@"
\unset __sikkerkey_mode
\unset -f __sikkerkey_init __sikkerkey_child
${TRACING_BACK}`;
}
