import type { ScriptEdge } from "./edge.ts";
import { FOR_BASH_ENV } from "./handover-bash-env.ts";
import { FOR_A_FILE } from "./handover-file.ts";
import { FOR_GITHUB_ENV } from "./handover-github-env.ts";
import { intoFolder } from "./into-folder.ts";
import { runWithCli } from "./run-with-cli.ts";

const FILE_MODE = { file: FOR_A_FILE, "github-env": FOR_GITHUB_ENV, "bash-env": FOR_BASH_ENV } as const;

/**
 * The last part: the text that the caller evaluates, or what later commands load. The identity goes before the values are
 * used, unless it was asked for.
 */
export function handover(edge: ScriptEdge): string {
  return String.raw`
sk_keep() {
  [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ] || return 0
  printf '%s\n' "\\export SIKKERKEY_HOME='$sk_work/home' || \\exit 1" "\\export PATH='$sk_work/bin':\"\$PATH\" || \\exit 1"
}
case $sk_mode in
  file)
${FILE_MODE[edge.handover]}    ;;
${intoFolder(edge)}${runWithCli(edge)}  *) sk_values && sk_keep || sk_export_failed ;;
esac
rm -f problem status
sk_out=
if [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ]; then
  sk_kept=1
  say "The machine's identity stays in $sk_work: remove that folder at the end on a runner that is not a container."
fi
`;
}
