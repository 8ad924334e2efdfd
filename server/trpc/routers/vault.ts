import { setMachineQuotaInput } from "#lib/contract/vault.ts";
import { getVaultSettings } from "../../vault/get-vault-settings.ts";
import { setMachineQuota } from "../../vault/set-machine-quota.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const vaultRouter = router({
  settings: vaultProcedure("vault.read").query(({ ctx }) => getVaultSettings(ctx)),
  setMachineQuota: vaultProcedure("vault.write")
    .input(setMachineQuotaInput)
    .mutation(({ ctx, input }) => setMachineQuota(ctx, input)),
});
