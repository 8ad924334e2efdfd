import type { ScriptEdge } from "./edge.ts";

/**
 * `--redact` and `--files`: the CLI runs the command itself, so the identity lives as long as the command does. The text runs
 * in a shell that was started for it, whose traps are ours. GitHub would not hide what only the CLI has seen, so there the
 * CLI always does. A folder in memory if there is one, made here, because the CLI takes no folder that somebody else made.
 */
export function runWithCli({ handover }: ScriptEdge): string {
  const always = handover === "github-env" ? "--redact" : "";
  return String.raw`  run)
    sk_flags=${always}
    case $sk_asked in *--redact*) sk_flags=--redact ;; esac
    sk_files=
    case $sk_asked in
      *--files*)
        sk_files="/dev/shm/sikkerkey-$$-$sk_try"
        [ -d /dev/shm ] && mkdir "$sk_files" 2>/dev/null || sk_files="$sk_work/files"
        sk_flags="$sk_flags --files $sk_files"
        ;;
    esac
    printf '%s\n' "__sikkerkey_clean() { \\cd / && \\command rm -rf '$sk_work' $sk_files; }" \
      '\trap __sikkerkey_clean EXIT' "\\trap '\\exit 129' HUP" "\\trap '\\exit 130' INT" "\\trap '\\exit 143' TERM" \
      "SIKKERKEY_HOME='$sk_work/home' \\command node '$sk_work/bin/sikkerkey' run --all $sk_flags -- \"\$@\"" '\exit $?'
    sk_kept=1
    SIKKERKEY_KEEP_IDENTITY=
    ;;
`;
}
