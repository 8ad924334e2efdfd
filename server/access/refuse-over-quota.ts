import type { Transaction } from "#db/client.ts";
import { hasRoom } from "#db/queries/quotas.ts";
import { AppError } from "#lib/errors.ts";
import { QUOTAS, type Quota } from "#lib/quotas.ts";

/** Throws `quota_reached` when the vault cannot hold `more` of these; call it first in the transaction that adds them. */
export async function refuseOverQuota(
  tx: Transaction,
  vaultId: string,
  quota: Quota,
  more = 1,
): Promise<void> {
  if (await hasRoom(tx, vaultId, quota, more)) return;
  const { max, what, remedy } = QUOTAS[quota];
  const message = `A vault holds at most ${max.toLocaleString("en-US")} ${what}. ${remedy}`;
  throw new AppError("quota_reached", { message });
}
