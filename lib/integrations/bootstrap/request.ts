/**
 * The one request. Its body goes through a here-document and a file, because printf is a program of its own in some shells
 * and would show the token to everybody. Redirects are never followed and no settings file is read. A second try with the
 * same key finds the machine that a lost answer had made.
 */
export const REQUEST = `
  cat >request.json <<SK_END
{"token":"$sk_token","publicKey":"$sk_public","hostname":"$sk_host"}
SK_END
  sk_with_curl() {
    sk_status=$(curl -q -sS --connect-timeout 20 --max-time 60 -H 'Content-Type: application/json' \\
      --data-binary @request.json -o answer.json -w '%{http_code}' "$1" </dev/null 2>problem) || sk_status=000
  }
  sk_with_wget() {
    wget --no-config --no-hsts -q -S --content-on-error --max-redirect=0 --tries=1 --connect-timeout=20 \\
      --read-timeout=60 --header='Content-Type: application/json' --post-file=request.json -O answer.json "$1" \\
      </dev/null >/dev/null 2>problem || :
    sk_status=$(sed -n 's|^ *HTTP/[0-9.]* \\([0-9][0-9][0-9]\\).*|\\1|p' problem | tail -n 1)
  }
  for sk_round in 1 2; do
    rm -f answer.json
    "sk_with_$sk_client" "$sk_base/v1/bootstrap/register"
    case $sk_status in [1-4][0-9][0-9]) break ;; esac
    [ "$sk_round" = 2 ] || sleep 2
  done
  rm -f request.json

  case $sk_status in
    2??) ;;
    3??) fail "The server at $sk_base answered with a redirect ($sk_status). Its address has changed: make a new command." ;;
    [45]??)
      sk_text=$(sed -n 's/^{"error":"\\(.*\\)"}$/\\1/p' answer.json 2>/dev/null | tr -d '[:cntrl:]' | cut -c1-300 || :)
      fail "\${sk_text:-The server could not register this computer.} ($sk_status)"
      ;;
    *)
      sk_text=$(tr -d '[:cntrl:]' <problem | cut -c1-300 || :)
      fail "The server at $sk_base cannot be reached. Check the network, DNS and certificates of this computer. $sk_text"
      ;;
  esac

  sk_field() { sed -n "s/.*\\"$1\\":\\"\\([A-Za-z0-9._-]*\\)\\".*/\\1/p" answer.json 2>/dev/null; }
  sk_machine=$(sk_field machineId)
  sk_name=$(sk_field machineName)
  case $sk_machine/$(sk_field vaultId)/$sk_name in
    ????????-????-????-????-????????????/"$sk_vault"/?*) ;;
    *) fail "The answer of $sk_base is not one of a SikkerKey server. Check the address and any proxy in between." ;;
  esac
`;
