import type { Transaction } from "#db/client.ts";
import { findQuota, hasRoom } from "#db/queries/quotas.ts";
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
  const most = await findQuota(tx, vaultId, quota);
  const count = most.toLocaleString("en-US");
  const message =
    most < max
      ? `This vault is set to hold at most ${count} ${most === 1 ? "machine" : what}. ${remedy} Or raise the number under Settings.`
      : `A vault holds at most ${count} ${what}. ${remedy}`;
  throw new AppError("quota_reached", { message });
}
