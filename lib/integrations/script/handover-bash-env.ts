import { posixQuote } from "../quoting.ts";
import { ENV_FILE } from "./handover-file.ts";

/**
 * Every bash the job starts reads BASH_ENV first, one with tracing too, so the values stay in a private file of their own
 * that turns tracing off, and BASH_ENV gets one line that loads it. The line comes last: a stop before it leaves nothing.
 */
export const FOR_BASH_ENV = String.raw`    [ -n "$sk_bash_env" ] || fail 'BASH_ENV is not set, so later steps cannot be reached. Export into this step alone' \
      'with  . ./sikkerkey-init.sh'
    {
      printf '%s' ${posixQuote(`# Made by sikkerkey-init.sh for the steps of this job.\n${ENV_FILE.start}${ENV_FILE.values}`)}
      sk_values && sk_keep && printf '%s' ${posixQuote(ENV_FILE.end)}
    } >"$sk_out/part" || sk_export_failed
    mv "$sk_out/part" "$sk_out/env.sh" || fail "The file $sk_out/env.sh cannot be written. Make room on that disk."
    printf '%s\n' "if [ -r '$sk_out/env.sh' ]; then . '$sk_out/env.sh'; fi" >>"$sk_bash_env" ||
      fail 'The file named by BASH_ENV cannot be written.'
    say 'Later steps load the values before their first line. The file goes with the container; elsewhere remove it at the end:'
    say "  rm -rf \"$sk_tmp/sikkerkey-$sk_step_shown\""
`;
