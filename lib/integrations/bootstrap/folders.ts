/**
 * Where the identity will be, made before the token is spent on a machine that could not be kept (wire-protocol 6). A base
 * folder of the user's own choosing stays as it is; what lies in it is for them alone, and never behind a link.
 */
export const FOLDERS = `
  sk_home=\${SIKKERKEY_HOME-}
  if [ -z "$sk_home" ]; then
    [ -n "\${HOME-}" ] || fail 'HOME is not set. Set SIKKERKEY_HOME to the folder for the identity and run this again.'
    sk_home=\${HOME%/}/.sikkerkey
  fi
  case $sk_home in /*) ;; *) sk_home=$PWD/$sk_home ;; esac
  sk_home=\${sk_home%/}
  case $sk_home in *[[:cntrl:]]*) fail 'The path of SIKKERKEY_HOME holds a control character. Use a plain one.' ;; esac
  sk_folder=$sk_home/vaults/$sk_vault

  sk_own() {
    if mkdir "$1" 2>/dev/null; then return 0; fi
    [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && [ -w "$1" ] ||
      fail "$1 is not a folder of this user. Set SIKKERKEY_HOME to a folder that only this user can write to."
    return 1
  }
  if [ ! -d "$sk_home" ]; then
    mkdir -p "$sk_home" 2>/dev/null ||
      fail "The folder $sk_home cannot be made. Set SIKKERKEY_HOME to a folder this user can write to."
    sk_made_home=1
  fi
  if sk_own "$sk_home/vaults"; then sk_made_vaults=1; fi
  if sk_own "$sk_folder"; then sk_made_folder=1; fi
  chmod 700 "$sk_folder"
  for sk_part in private.pem identity.json; do
    [ ! -d "$sk_folder/$sk_part" ] || fail "$sk_folder/$sk_part is a folder. Remove it and run this again."
  done
  sk_try=0
  until mkdir "$sk_home/.bootstrap-$$-$sk_try" 2>/dev/null; do
    sk_try=$((sk_try + 1))
    [ "$sk_try" -lt 50 ] || fail "A folder cannot be made in $sk_home. Set SIKKERKEY_HOME to a folder this user can write to."
  done
  sk_work=$sk_home/.bootstrap-$$-$sk_try
  cd "$sk_work"
  # Kept until the new pair is whole; made now, because after the request nothing may fail that need not.
  sk_before=
  if [ -f "$sk_folder/private.pem" ]; then
    cp -p "$sk_folder/private.pem" old.pem || fail "$sk_folder/private.pem cannot be copied. Move it away and run this again."
    sk_before=' It replaces the identity this computer had for the vault.'
  fi
`;
