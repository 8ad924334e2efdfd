#!/bin/sh
# Reads one secret from a SikkerKey server with curl and openssl, and prints it byte for byte:
#
#     sh read-signed.sh ~/.sikkerkey/vaults/vault_…/identity.json sk_9f3kx0w2ab > value
#
# For sh, dash, bash and BusyBox. Needs OpenSSL 3 or later, curl 7.55 or later, and awk.
set -eu
umask 077

stop() {
  printf 'read-signed: %s\n' "$1" >&2
  exit 1
}
[ $# -eq 2 ] || stop "usage: sh read-signed.sh IDENTITY_FILE SECRET_ID"
identity=$1
path=/v1/secret/$2

# The private key lies beside identity.json.
case $identity in */*) key=${identity%/*}/private.pem ;; *) key=./private.pem ;; esac
[ -r "$identity" ] && [ -r "$key" ] || stop "cannot read $identity or $key"
field() { sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' "$identity"; }
url=$(field apiUrl)
machine=$(field machineId)

# A value must not cross a network in the clear.
case $url in
  https://* | http://localhost | http://localhost:*) ;;
  *) stop "apiUrl must begin with https:// (or http://localhost)" ;;
esac

# What is signed: method, path, Unix seconds, a nonce for this one request, and the SHA-256 of the body (here: of nothing).
time=$(date +%s)
nonce=$(openssl rand -base64 16)
empty=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
printf 'GET:%s:%s:%s:%s' "$path" "$time" "$nonce" "$empty" > "$work/message"
openssl pkeyutl -sign -rawin -inkey "$key" -in "$work/message" -out "$work/signature" || stop "openssl could not sign"
signature=$(openssl base64 -A -in "$work/signature")

# Headers travel by a pipe: in an argument, others on this computer could send the request first.
answer=$(
  printf '%s\n' "X-Machine-Id: $machine" "X-Timestamp: $time" "X-Nonce: $nonce" "X-Signature: $signature" |
    curl --silent --show-error --max-time 15 --header @- --write-out '\n%{http_code}' "$url$path"
) || stop "no answer from $url"
status=${answer##*
}
body=${answer%
*}
[ "$status" = 200 ] || stop "the server answered $status: $body"

# The body is {"value":"…"}; what follows undoes the escapes of JSON that this server writes.
printf '%s\n' "$body" | LC_ALL=C awk '
  BEGIN {
    ORS = ""
    plain["\""] = "\""; plain["/"] = "/"
    plain["b"] = "\b"; plain["f"] = "\f"; plain["n"] = "\n"; plain["r"] = "\r"; plain["t"] = "\t"
  }
  substr($0, 1, 10) != "{\"value\":\"" || substr($0, length($0) - 1) != "\"}" { exit 1 }
  {
    count = split(substr($0, 11, length($0) - 12), parts, /\\/)
    print parts[1]
    for (i = 2; i <= count; i++) {
      escape = substr(parts[i], 1, 1)
      if (parts[i] == "") print "\\" parts[++i]
      else if (escape in plain) print plain[escape] substr(parts[i], 2)
      else if (parts[i] ~ /^u00[01]/) {
        printf("%c", substr(parts[i], 4, 1) * 16 + index("123456789abcdef", tolower(substr(parts[i], 5, 1))))
        print substr(parts[i], 6)
      } else exit 1
    }
  }
' || stop "the answer has another form than this example reads"
