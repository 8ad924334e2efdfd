/**
 * The key, made here and kept here. Only the one shape is taken that every client reads (wire-protocol 6.2): PKCS#8, 48
 * bytes, base64 on one line. The first twelve bytes of the public key's DER are sixteen characters of its base64, so that
 * the raw key is what follows them. The fingerprint is written as the Machines page writes it.
 */
export const KEY = `
  sk_key() {
    openssl genpkey -algorithm ed25519 -out private.pem </dev/null || return 1
    chmod 600 private.pem
    [ "$(grep -c '' private.pem)" -eq 3 ] &&
      grep -q '^-----BEGIN PRIVATE KEY-----$' private.pem &&
      grep -q '^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]\\{43\\}$' private.pem || return 1
    openssl pkey -in private.pem -pubout -out public.pem </dev/null || return 1
    sk_public=$(sed -n 's|^MCowBQYDK2VwAyEA\\([A-Za-z0-9+/]\\{43\\}=\\)$|\\1|p' public.pem)
    [ -n "$sk_public" ] || return 1
    sk_fingerprint=$(openssl pkey -in private.pem -pubout -outform DER </dev/null | tail -c 32 |
      openssl dgst -sha256 -binary | openssl base64 -A | tr -d =)
    [ -n "$sk_fingerprint" ]
  }
  if ! sk_key 2>/dev/null; then
    sk_version=$(openssl version </dev/null 2>/dev/null | tr -cd 'A-Za-z0-9 ._-' | cut -c1-60 || :)
    fail "This openssl cannot make an Ed25519 key (\${sk_version:-of unknown version}). Install OpenSSL 1.1.1 or newer," \\
      "$sk_other"
  fi

  # The server takes letters, digits, . _ and - in a host name, and neither . nor - at its ends.
  sk_host=$(uname -n </dev/null 2>/dev/null | tr -cs 'A-Za-z0-9._-' '-' | cut -c1-253 || :)
  while :; do
    case $sk_host in
      [.-]*) sk_host=\${sk_host#?} ;;
      *[.-]) sk_host=\${sk_host%?} ;;
      *) break ;;
    esac
  done
  [ -n "$sk_host" ] || sk_host=unnamed
`;
