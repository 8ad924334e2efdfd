import type { Transaction } from "#db/client.ts";
import { findDeliveryCollision } from "#db/queries/delivery-collisions.ts";
import { claimVariables, releaseVariables, type SecretNames } from "#db/queries/secret-variables.ts";
import { AppError, type Issue } from "#lib/errors.ts";

/** How a refusal is told: the form field it belongs to, and what the reader can do. */
export type Blame = { readonly path: string; readonly remedy: string };

/**
 * Replaces a live secret's variables by these, or refuses: another secret of the project has one, or a token or machine
 * that holds this secret would receive another one under the same variable. Call it with the vault's names locked.
 */
export async function claimNames(
  tx: Transaction,
  vaultId: string,
  secret: SecretNames,
  { path, remedy }: Blame,
): Promise<void> {
  await releaseVariables(tx, vaultId, secret.id);
  const [taken] = await claimVariables(tx, vaultId, [secret]);
  if (taken) throw conflict([{ path, message: `${takenMessage(taken)} ${remedy}` }]);
  const collision = await findDeliveryCollision(tx, vaultId, {
    secretId: secret.id,
    variables: secret.variables,
  });
  if (collision === null) return;
  const { variable, otherName, otherProject, receiver, receiverName } = collision;
  const otherWay = receiver === "token" ? "Or revoke the token first." : "Or delete the machine first.";
  const message =
    `The ${receiver} ${receiverName} holds this secret and ${otherName} of ${otherProject}. ` +
    `Both would arrive as ${variable}. ${remedy} ${otherWay}`;
  throw conflict([{ path, message }]);
}

export const takenMessage = ({ variable, holder }: { variable: string; holder: string }) =>
  `${holder} in this project arrives as ${variable} already.`;

/** A `conflict` whose sentence is that of its first issue. */
export function conflict(issues: readonly Issue[]): AppError {
  const [first] = issues;
  return new AppError("conflict", first ? { message: first.message, issues } : {});
}
