import { posixQuote } from "../quoting.ts";
import { TRACING_BACK, TRACING_OFF } from "./options.ts";

/** The text of a file that a shell loads; what happens to the file itself is written between start and values. */
export const ENV_FILE = {
  start: TRACING_OFF,
  values: String.raw`\unset SIKKERKEY_ENROLLMENT_TOKEN
__sikkerkey_take() {
\:
`,
  end: String.raw`}
__sikkerkey_take
\unset -f __sikkerkey_take
${TRACING_BACK}`,
} as const;

/** The file removes itself before anything else: afterwards the environment may be too large to start a command in. */
export const FOR_A_FILE = String.raw`    {
      printf '%s' ${posixQuote(`# Made by sikkerkey-init.sh. Loading this file removes it.\n${ENV_FILE.start}`)}
      printf '%s\n' "\\command rm -f '$sk_out/env.sh' && \\command rmdir '$sk_out' || \\exit 1"
      printf '%s' ${posixQuote(ENV_FILE.values)}
      sk_values && sk_keep && printf '%s' ${posixQuote(ENV_FILE.end)}
    } >"$sk_out/part" || sk_export_failed
    mv "$sk_out/part" "$sk_out/env.sh" || fail "The file $sk_out/env.sh cannot be written. Make room on that disk."
    say 'A script started with sh cannot change its parent. Add this line after it:'
    say "  . \"$sk_tmp/sikkerkey-$sk_step_shown/env.sh\""
`;
