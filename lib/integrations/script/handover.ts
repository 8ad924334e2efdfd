import { posixQuote } from "../quoting.ts";
import { TRACING_BACK, TRACING_OFF } from "./options.ts";

const FILE_START = `# Made by sikkerkey-init.sh. Loading this file removes it.
${TRACING_OFF}`;

const FILE_VALUES = String.raw`\unset SIKKERKEY_ENROLLMENT_TOKEN
__sikkerkey_take() {
\:
`;

const FILE_END = String.raw`}
__sikkerkey_take
\unset -f __sikkerkey_take
${TRACING_BACK}`;

/**
 * The text that the caller evaluates or the file that a later line loads. The file removes itself first: afterwards the
 * environment may be too large to start a command in. The identity goes before the values are used, unless it was asked for.
 */
export const HANDOVER = String.raw`
sk_keep() {
  [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ] || return 0
  printf '%s\n' "\\export SIKKERKEY_HOME='$sk_work/home' || \\exit 1" "\\export PATH='$sk_work/bin':\"\$PATH\" || \\exit 1"
}
if [ "$sk_mode" = file ]; then
  {
    printf '%s' ${posixQuote(FILE_START)}
    printf '%s\n' "\\command rm -f '$sk_out/env.sh' && \\command rmdir '$sk_out' || \\exit 1"
    printf '%s' ${posixQuote(FILE_VALUES)}
    sk_values && sk_keep && printf '%s' ${posixQuote(FILE_END)}
  } >"$sk_out/part" || sk_export_failed
  mv "$sk_out/part" "$sk_out/env.sh" || fail "The file $sk_out/env.sh cannot be written. Make room on that disk."
  say 'A script started with sh cannot change its parent. Add this line after it:'
  say "  . \"$sk_tmp/sikkerkey-$sk_step_shown/env.sh\""
else
  sk_values && sk_keep || sk_export_failed
fi
rm -f problem status
sk_out=
if [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ]; then
  sk_kept=1
  say "The machine's identity stays in $sk_work: remove that folder in after-script on a runner that is not a container."
fi
`;
