import type { ScopedSecret } from "#db/queries/token-scope.ts";
import type { Issue } from "#lib/errors.ts";
import { findCollision, nameProblem } from "#lib/naming/secret-name.ts";
import { variableNames } from "#lib/naming/variable-name.ts";

type Chosen = { readonly projectIds: readonly string[]; readonly secretIds: readonly string[] };
type Found = {
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly secrets: readonly ScopedSecret[];
};

/** Why a chosen scope cannot be a token's, or null. What is gone, in the trash or of another vault looks the same. */
export function scopeIssue(chosen: Chosen, found: Found): Issue | null {
  if (found.projects.length < chosen.projectIds.length)
    return issue("projectIds", "A chosen project does not exist any more. Reload the page and choose again.");
  if (found.secrets.length < chosen.secretIds.length)
    return issue("secretIds", "A chosen secret was deleted. Reload the page and choose again.");
  const stray = found.secrets.find(({ projectId }) => !chosen.projectIds.includes(projectId));
  if (stray)
    return issue("secretIds", `${labelOf(stray)} is chosen and its project is not. Choose both or neither.`);
  const filled = new Set(found.secrets.map(({ projectId }) => projectId));
  const empty = found.projects.find(({ id }) => !filled.has(id));
  if (empty)
    return issue("secretIds", `Choose at least one secret of ${empty.name}, or leave the project out.`);
  return deliveryIssue(found.secrets);
}

/** What would not arrive, or not arrive as itself (DESIGN D12). */
function deliveryIssue(secrets: readonly ScopedSecret[]): Issue | null {
  for (const secret of secrets) {
    const problem = nameProblem(secret.name, secret.fieldNames);
    if (problem) return issue("secretIds", `${labelOf(secret)} cannot be delivered. ${problem}`);
  }
  const collision = findCollision(
    secrets.map((secret) => ({
      label: labelOf(secret),
      variables: variableNames(secret.name, secret.fieldNames),
    })),
  );
  if (collision === null) return null;
  const { variable, first, second } = collision;
  return issue(
    "secretIds",
    `${first} and ${second} would both arrive as ${variable}. Leave one out or rename it.`,
  );
}

const labelOf = ({ name, projectName }: ScopedSecret) => `${name} of ${projectName}`;
const issue = (path: string, message: string): Issue => ({ path, message });
