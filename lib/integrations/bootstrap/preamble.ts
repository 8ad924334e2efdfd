/**
 * A known state, whatever shell it is and whatever it was told: no tracing before this line shows a thing, nothing is
 * exported by itself, no function of the caller's stands in for a tool, and what is made is for this user only.
 */
export const PREAMBLE = String.raw`
  set -eu
  set +C -f
  umask 077
  LC_ALL=C
  export LC_ALL
  IFS=' 	
'
  unset CDPATH GREP_OPTIONS 2>/dev/null || :
  unset -f printf command openssl curl wget cat chmod cp cut grep mkdir mv rm rmdir sed sleep tail tr uname 2>/dev/null || :

  sk_work=
  sk_home=
  sk_folder=
  sk_made_home=
  sk_made_vaults=
  sk_made_folder=
  sk_other="or register without openssl, with the token on standard input: sikkerkey enroll --url $sk_base"

  say() { printf '%s\n' "sikkerkey: $*"; }
  fail() {
    printf '%s\n' "sikkerkey: $*" >&2
    exit 1
  }
  # Folders that hold something by now stay: rmdir removes empty ones only.
  sk_clean() {
    cd / || :
    [ -z "$sk_work" ] || rm -rf "$sk_work"
    [ -z "$sk_made_folder" ] || rmdir "$sk_folder" 2>/dev/null || :
    [ -z "$sk_made_vaults" ] || rmdir "$sk_home/vaults" 2>/dev/null || :
    [ -z "$sk_made_home" ] || rmdir "$sk_home" 2>/dev/null || :
  }
  trap sk_clean EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 141' PIPE
  trap 'exit 143' TERM
`;

/** Said before anything is made or sent. A wget that cannot be told to stay on one host (BusyBox) does not count. */
export const TOOLS = `
  command -v openssl >/dev/null 2>&1 || fail "openssl is missing. Install OpenSSL 1.1.1 or newer, $sk_other"
  if command -v curl >/dev/null 2>&1; then
    sk_client=curl
  else
    case $(wget --help </dev/null 2>&1 || :) in
      *--max-redirect*) sk_client=wget ;;
      *) fail 'curl is missing. Install curl or GNU wget and run this again.' ;;
    esac
  fi
`;
