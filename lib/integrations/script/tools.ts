import { posixQuote } from "../quoting.ts";
import type { ScriptEdge } from "./edge.ts";

/** GitHub gives no secrets to a pull request from a fork; that is no fault of anybody, so it is said as what it is. */
const NO_SECRETS_FOR_FORKS = String.raw`    if [ "$GITHUB_ACTOR" = 'dependabot[bot]' ] || node -e ${posixQuote(`
const event = JSON.parse(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const head = event.pull_request.head.repo;
process.exitCode = head && head.full_name === event.repository.full_name ? 1 : 0;
`)} </dev/null >/dev/null 2>&1; then
      printf '%s\n' '::error title=No secrets for this pull request::GitHub gives no secrets to pull requests from forks or from Dependabot.' >&2
      fail 'GitHub gives no secrets to pull requests from forks or from Dependabot, so that a change to the workflow cannot' \
        'take them. Nothing is broken. Run the job from a branch of this repository, or let it skip such pull requests with' \
        'the condition  if: github.event.pull_request.head.repo.full_name == github.repository'
    fi
`;

const quotedWords = (sentences: readonly string[]) => sentences.map(posixQuote).join(" \\\n      ");

/** The token is there, the tools are there: checked before anything is made or asked for. */
export function tools(edge: ScriptEdge): string {
  return String.raw`
case $SIKKERKEY_ENROLLMENT_TOKEN in
  '')
${edge.handover === "github-env" ? NO_SECRETS_FOR_FORKS : ""}    fail ${quotedWords(edge.missingToken)} \
      'The script removes the variable after use, so it runs once in a step.'
    ;;
  ske_*[!0-9A-Za-z]* | ske_) sk_token_is_odd=1 ;;
  ske_*) sk_token_is_odd= ;;
  *) sk_token_is_odd=1 ;;
esac
[ -z "$sk_token_is_odd" ] || fail 'SIKKERKEY_ENROLLMENT_TOKEN does not look like an enrollment token. It begins with ske_' \
  'and holds letters and digits only. Paste it again, without spaces or quotes, into ${edge.holder}.'

command -v node >/dev/null 2>&1 || fail 'node is missing in this image. The script needs Node 18 or newer: use an image' \
  'that has it, such as node:20, or install it before this line. For requests it uses curl, wget or node.'
sk_node=$(node -e 'process.stdout.write(process.versions.node)' </dev/null 2>/dev/null) || fail 'node is in this image' \
  'but does not run. The script needs Node 18 or newer: use an image that has it, such as node:20.'
case $sk_node in
  [0-9].* | 1[0-7].*) fail "Node $sk_node is too old. The script needs Node 18 or newer: use an image such as node:20." ;;
esac

# Tried in this order. A wget that cannot be told to stay on one host (BusyBox) is passed over: node takes its place.
sk_tools=
! command -v curl >/dev/null 2>&1 || sk_tools=curl
case $(wget --help </dev/null 2>&1) in *--max-redirect*) sk_tools="$sk_tools wget" ;; esac
sk_tools="$sk_tools node"
`;
}
