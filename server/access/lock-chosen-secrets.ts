import type { Transaction } from "#db/client.ts";
import { lockScope, type ScopedSecret } from "#db/queries/token-scope.ts";
import { AppError, fieldError } from "#lib/errors.ts";

/**
 * The chosen secrets of one project, kept as they are until the transaction ends. Throws `not_found` for a project the vault
 * does not have, and `invalid_input` for a secret that is gone or of another project.
 */
export async function lockChosenSecrets(
  tx: Transaction,
  vaultId: string,
  { projectId, secretIds }: { readonly projectId: string; readonly secretIds: readonly string[] },
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
  return mine;
}
