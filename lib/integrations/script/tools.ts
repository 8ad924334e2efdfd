/** The token is there, the tools are there: checked before anything is made or asked for. */
export const TOOLS = String.raw`
case $SIKKERKEY_ENROLLMENT_TOKEN in
  '')
    fail 'SIKKERKEY_ENROLLMENT_TOKEN is not set in this step. Add it under Repository settings, Pipelines, Repository' \
      'variables, as a secured variable. Pipelines of external pull requests do not receive secured variables. The script' \
      'removes the variable after use, so it runs once in a step.'
    ;;
  ske_*[!0-9A-Za-z]* | ske_) sk_token_is_odd=1 ;;
  ske_*) sk_token_is_odd= ;;
  *) sk_token_is_odd=1 ;;
esac
[ -z "$sk_token_is_odd" ] || fail 'SIKKERKEY_ENROLLMENT_TOKEN does not look like an enrollment token. It begins with ske_' \
  'and holds letters and digits only. Paste it again, without spaces or quotes, into the repository variable.'

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
