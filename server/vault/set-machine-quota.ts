import { inTransaction } from "#db/client.ts";
import { updateMachineQuota } from "#db/queries/vault-settings.ts";
import type { SetMachineQuotaInput } from "#lib/contract/vault.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";

/**
 * How many machines the vault may hold from now on. Fewer than it has takes nothing away: no further one fits until enough have
 * gone. The same number again changes nothing.
 */
export async function setMachineQuota(
  ctx: UserContext,
  { maxMachines }: SetMachineQuotaInput,
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const vault = await updateMachineQuota(tx, vaultId, maxMachines);
    if (vault === null) return;
    const target = { kind: "vault", id: vault.id, label: vault.name } as const;
    await recordEvent(tx, ctx, { action: "vault.machine_quota_changed", outcome: "allowed", target });
  });
  return { id: vaultId };
}
