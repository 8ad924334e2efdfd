import type { ScriptEdge } from "./edge.ts";

/**
 * A work folder only we can enter, outside the clone, where artifacts and caches cannot pick it up. "mkdir" without "-p"
 * fails on anything already there, a planted link included. The runner's own word for the clone may be short for a path, as
 * CircleCI's ~/project is, so the folder we stand in counts too. The file for the two-line form has a path the pipeline can name.
 */
export function folders(edge: ScriptEdge): string {
  return `
sk_tmp=$TMPDIR
case $sk_tmp in
  /*) ;;
  *) sk_tmp=/tmp ;;
esac
case $sk_tmp in *[!0-9A-Za-z._/-]*) sk_tmp=/tmp ;; esac
sk_clone=$${edge.cloneVariable}
[ -n "$sk_clone" ] || sk_clone=$PWD
case $sk_tmp/ in "$sk_clone"/* | "$PWD"/*) sk_tmp=/tmp ;; esac
[ -d "$sk_tmp" ] && [ -w "$sk_tmp" ] || sk_tmp=/tmp

sk_try=0
until mkdir "$sk_tmp/sikkerkey-$$-$sk_try" 2>/dev/null; do
  sk_try=$((sk_try + 1))
  [ "$sk_try" -lt 50 ] || fail "A folder cannot be made in $sk_tmp. Make it writable or set TMPDIR to a folder that is."
done
sk_work="$sk_tmp/sikkerkey-$$-$sk_try"

${edge.handover === "github-env" ? "" : namedFolder(edge)}cd "$sk_work" || fail "The folder $sk_work cannot be entered."
mkdir "$sk_work/home" "$sk_work/home/vaults" "$sk_work/bin" || fail "Folders cannot be made in $sk_work."
`;
}

/** The folder of the two-line form, which a line of the pipeline can name. */
function namedFolder({ runVariable }: ScriptEdge): string {
  return String.raw`if [ "$sk_mode" = file ]; then
  sk_step=${runVariable === null ? "" : `$${runVariable}`}
  sk_step_shown=${runVariable === null ? "" : `'$${runVariable}'`}
  case $sk_step in '' | *[!0-9A-Za-z{}-]*) sk_step=step sk_step_shown=step ;; esac
  sk_folder="$sk_tmp/sikkerkey-$sk_step"
  mkdir "$sk_folder" 2>/dev/null && [ -O "$sk_folder" ] && [ ! -L "$sk_folder" ] ||
    fail "$sk_folder is already there: the script ran before and its file was not loaded, or someone else made it." \
      "Load it with the line the script printed, or remove it, then run the script again."
  sk_out=$sk_folder
fi
`;
}
