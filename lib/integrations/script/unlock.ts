import type { TokenPolicy } from "../../contract/tokens.ts";
import { displayName, posixQuote } from "../quoting.ts";

/** One call per project of the token, so that a project that has gone fails early and by its name. */
export function unlock(policy: TokenPolicy): string {
  const calls = policy.projects.map(
    ({ id, name }) => `sk_unlock ${posixQuote(id)} ${posixQuote(displayName(name))}\n`,
  );
  return String.raw`
sk_unlock() {
  sk_cli unlock "$1" >problem 2>&1 && return 0
  while read -r sk_line; do say "$sk_line"; done <problem
  fail "Project $2 ($1) cannot be used by this machine. If it was deleted or the token no longer fits, create a new token" \
    'and build the files again.'
}
${calls.join("")}rm -f problem
`;
}
