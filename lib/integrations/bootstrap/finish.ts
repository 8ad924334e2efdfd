/**
 * The identity takes its place in two renames that no signal comes between; until then an identity that was here before
 * works on. Then what a person does next, with the fingerprint they compare.
 */
export const FINISH = String.raw`
  sk_path=$(printf '%s\n' "$sk_folder/private.pem" | sed 's/[\\"]/\\&/g')
  cat >identity.json <<SK_END
{
  "machineId": "$sk_machine",
  "machineName": "$sk_name",
  "vaultId": "$sk_vault",
  "apiUrl": "$sk_base",
  "privateKeyPath": "$sk_path"
}
SK_END
  chmod 600 identity.json
  trap '' HUP INT PIPE TERM
  if ! mv -f private.pem "$sk_folder/private.pem" || ! mv -f identity.json "$sk_folder/identity.json"; then
    if [ -f old.pem ]; then mv -f old.pem "$sk_folder/private.pem" || :; else rm -f "$sk_folder/private.pem"; fi
    fail "The identity cannot be kept in $sk_folder. Make room there, or set SIKKERKEY_HOME, and make a new command."
  fi

  say "Registered as $sk_name ($sk_machine)."
  say "Its identity is in $sk_folder.$sk_before"
  say "Its key's fingerprint is SHA256:$sk_fingerprint"
  say 'It waits for approval and reads nothing until then. Compare the fingerprint and approve the machine here:'
  printf '%s\n' "$sk_base/machines/$sk_machine"
`;
