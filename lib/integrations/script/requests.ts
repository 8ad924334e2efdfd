import { posixQuote } from "../quoting.ts";

const WITH_NODE = String.raw`
const fs = require("fs"), [body, out, url] = process.argv.slice(1);
const init = body ? { method: "POST", headers: { "content-type": "application/json" }, body: fs.readFileSync(body) } : {};
fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(60000) }).then(async (answer) => {
  fs.writeFileSync(out, Buffer.from(await answer.arrayBuffer()));
  const lines = [...answer.headers].map(([name, value]) => name + ": " + value + "\n");
  fs.writeFileSync("headers", "HTTP/1.1 " + answer.status + "\n" + lines.join(""));
}).catch((error) => {
  console.error("node: " + ((error.cause && error.cause.message) || error.message));
  process.exitCode = 1;
});
`;

/**
 * One request through the first tool that gets an answer: redirects are never followed, settings files never read, bodies
 * come from files. Sets sk_status ("000" without an answer) and sk_code (our error code). Enrolling twice with one key is
 * answered with the same machine, so a second try costs nothing.
 */
export const REQUESTS = String.raw`
sk_with_curl() {
  if [ -n "$1" ]; then
    curl -q -sS --connect-timeout 20 --max-time 60 -H 'Content-Type: application/json' --data-binary "@$1" -D headers -o "$2" "$3"
  else
    curl -q -sS --connect-timeout 20 --max-time 60 -D headers -o "$2" "$3"
  fi
}
sk_with_wget() {
  sk_body=$1 sk_into=$2
  set -- --no-config --no-hsts -q -S --content-on-error --max-redirect=0 --tries=1 --connect-timeout=20 --read-timeout=60 -O "$sk_into" "$3"
  [ -z "$sk_body" ] || set -- --header='Content-Type: application/json' "--post-file=$sk_body" "$@"
  wget "$@" 2>headers
  # 8: an answer with an error status.
  case $? in
    0 | 8) ;;
    *)
      echo 'wget: no answer' >&2
      return 1
      ;;
  esac
}
sk_with_node() {
  node -e ${posixQuote(WITH_NODE)} -- "$1" "$2" "$3"
}
sk_read_headers() {
  sk_status=000
  sk_code=
  [ -f headers ] || return 0
  while IFS="$sk_blanks" read -r sk_header sk_value sk_rest; do
    case $sk_header in
      HTTP/*) sk_status=$sk_value sk_code= ;;
      [Xx]-[Ss][Ii][Kk][Kk][Ee][Rr][Kk][Ee][Yy]-[Ee][Rr][Rr][Oo][Rr]:) sk_code=$sk_value ;;
    esac
  done <headers
}
sk_blanks=$(printf ' \t\r')

sk_request() {
  for sk_round in 1 2; do
    for sk_tool in $sk_tools; do
      rm -f headers "$2"
      if "sk_with_$sk_tool" "$1" "$2" "$3" </dev/null >/dev/null 2>problem; then sk_read_headers; else sk_status=000; fi
      case $sk_status in [1-4][0-9][0-9]) return 0 ;; esac
    done
    [ "$sk_round" = 2 ] || sleep 2
  done
}
`;
