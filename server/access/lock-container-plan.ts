import type { Transaction } from "#db/client.ts";
import { lockScope, type ScopedSecret } from "#db/queries/token-scope.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";

type Plan = { readonly projectId: string; readonly secretIds: readonly string[] };

/**
 * The secrets that a container is to read, kept as they are until the transaction ends. Throws `not_found` for a project the
 * vault does not have, and `invalid_input` for a secret that is gone, of another project, or could not be delivered. They are
 * of one project, where no two may arrive under one variable. Call it with the vault's names locked.
 */
export async function lockContainerPlan(
  tx: Transaction,
  vaultId: string,
  { projectId, secretIds }: Plan,
): Promise<ScopedSecret[]> {
  const wanted = [...new Set(secretIds)];
  const found = await lockScope(tx, vaultId, { projectIds: [projectId], secretIds: wanted });
  if (found.projects.length === 0) throw new AppError("not_found");
  const mine = found.secrets.filter((secret) => secret.projectId === projectId);
  if (mine.length < wanted.length)
    throw fieldError(
      "secretIds",
      "A chosen secret is not in this project any more. Reload the page and choose again.",
    );
  for (const { name, fieldNames, projectName } of mine) {
    const problem = nameProblem(name, fieldNames);
    if (problem) throw fieldError("secretIds", `${name} of ${projectName} cannot be delivered. ${problem}`);
  }
  return mine;
}
