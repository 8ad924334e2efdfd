import type { Transaction } from "#db/client.ts";
import type { ScopedSecret } from "#db/queries/token-scope.ts";
import { lockChosenSecrets } from "./lock-chosen-secrets.ts";
import { refuseUndeliverable } from "./refuse-undeliverable.ts";

type Plan = { readonly projectId: string; readonly secretIds: readonly string[] };

/**
 * The secrets that a container is to read, kept as they are until the transaction ends. Throws `not_found` for a project the
 * vault does not have, and `invalid_input` for a secret that is gone, of another project, or could not be delivered. They are
 * of one project, where no two may arrive under one variable. Call it with the vault's names locked.
 */
export async function lockContainerPlan(
  tx: Transaction,
  vaultId: string,
  plan: Plan,
): Promise<ScopedSecret[]> {
  const chosen = await lockChosenSecrets(tx, vaultId, plan);
  refuseUndeliverable(chosen);
  return chosen;
}
