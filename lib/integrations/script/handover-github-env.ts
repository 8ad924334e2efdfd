/** One append, of a file that is whole: the runner reads GITHUB_ENV also after a step that was stopped. */
export const FOR_GITHUB_ENV = String.raw`    [ -n "$GITHUB_ENV" ] && [ -w "$GITHUB_ENV" ] || fail 'GITHUB_ENV is not set, so later steps cannot be reached. Export' \
      'into this shell alone with  . ./sikkerkey-init.sh'
    sk_values >part || sk_export_failed
    cat part >>"$GITHUB_ENV" || fail 'The file named by GITHUB_ENV cannot be written.'
    rm -f part
    if [ "$SIKKERKEY_KEEP_IDENTITY" = 1 ]; then
      printf 'SIKKERKEY_HOME=%s\n' "$sk_work/home" >>"$GITHUB_ENV" && printf '%s\n' "$sk_work/bin" >>"$GITHUB_PATH" ||
        fail 'The files of the runner cannot be written.'
    fi
    say 'Every later step of this job has these variables.'
`;
