/**
 * Tracing prints every assignment, so it goes off before anything else and comes back last; with it goes bash's `-T`, which
 * would hand our commands to a DEBUG trap. The backslashes keep aliases away; nothing else of the caller's shell is touched.
 */
export const TRACING_OFF = String.raw`__sikkerkey_flags=$-
{ \set +x +v; } 2>/dev/null
case $- in *T*) \set +T ;; esac
`;

export const TRACING_BACK = String.raw`case $__sikkerkey_flags in *T*) \set -T ;; esac
case $__sikkerkey_flags in
  *v*x* | *x*v*) \unset __sikkerkey_flags; \set -v -x ;;
  *v*) \unset __sikkerkey_flags; \set -v ;;
  *x*) \unset __sikkerkey_flags; \set -x ;;
  *) \unset __sikkerkey_flags ;;
esac
`;
