import { countHeld, findQuota } from "#db/queries/quotas.ts";
import { findVaultSettings } from "#db/queries/vault-settings.ts";
import type { VaultSettingsView } from "#lib/contract/vault.ts";
import { AppError } from "#lib/errors.ts";
import { QUOTAS } from "#lib/quotas.ts";
import type { UserContext } from "../context.ts";

export async function getVaultSettings(ctx: UserContext): Promise<VaultSettingsView> {
  const { vaultId } = ctx.actor;
  const [vault, machineQuota, liveMachineCount] = await Promise.all([
    findVaultSettings(ctx.db, vaultId),
    findQuota(ctx.db, vaultId, "machines"),
    countHeld(ctx.db, vaultId, "machines", QUOTAS.machines.max),
  ]);
  if (vault === null) throw new AppError("not_found");
  return { ...vault, machineQuota, liveMachineCount };
}
