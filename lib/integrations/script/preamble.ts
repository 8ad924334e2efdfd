import type { TokenPolicy } from "../../contract/tokens.ts";
import type { SiteFacts } from "../integration.ts";
import { displayName, posixQuote } from "../quoting.ts";

/** Facts first, then a known state: nothing of the caller's options, functions or tool settings reaches what follows. */
export function preamble(policy: TokenPolicy, site: SiteFacts): string {
  return String.raw`{ set +a +C +e +u +v +x; set -f; } 2>/dev/null
umask 077
LC_ALL=C
export LC_ALL
IFS=' 	
'
unset -f printf read command node npm curl wget mkdir rm mv env sleep cd 2>/dev/null

sk_mode=$1
sk_asked=$2
sk_into=$3
sk_bash_env=$BASH_ENV
sk_base=${posixQuote(site.baseUrl)}
sk_vault=${posixQuote(policy.vaultId)}
sk_cli_version=${posixQuote(site.cliVersion)}
sk_cli_sha256=${posixQuote(site.cliSha256)}
sk_cli_url=${posixQuote(site.baseUrl + site.cliFile)}
sk_name_pattern=${posixQuote(policy.namePattern === null ? "" : displayName(policy.namePattern))}
sk_work=
sk_out=
sk_kept=

say() { printf '%s\n' "sikkerkey: $*" >&2; }
fail() {
  say "$@"
  exit 1
}
clean() {
  cd / || :
  [ -n "$sk_kept" ] || [ -z "$sk_work" ] || rm -rf "$sk_work"
  [ -z "$sk_out" ] || rm -rf "$sk_out"
}
trap clean EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

# Node keeps its trust store options; what would load code, print traffic or skip certificates does not pass.
sk_node_options=
for sk_option in $NODE_OPTIONS; do
  case $sk_option in
    --use-system-ca | --use-openssl-ca | --use-bundled-ca) sk_node_options="$sk_node_options $sk_option" ;;
  esac
done
unset NODE_OPTIONS NODE_PATH NODE_DEBUG NODE_DEBUG_NATIVE NODE_V8_COVERAGE NODE_TLS_REJECT_UNAUTHORIZED
unset SIKKERKEY_API_URL SIKKERKEY_HOME SIKKERKEY_IDENTITY SIKKERKEY_VAULT CDPATH ENV BASH_ENV
[ -z "$sk_node_options" ] || export NODE_OPTIONS="$sk_node_options"
`;
}
