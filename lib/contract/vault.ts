import { z } from "zod";
import { QUOTAS } from "../quotas.ts";

/** Null takes the product's own limit. */
export const setMachineQuotaInput = z.strictObject({
  maxMachines: z
    .int("Use a whole number.")
    .min(1, "Allow at least one machine.")
    .max(QUOTAS.machines.max, `Allow at most ${QUOTAS.machines.max.toLocaleString("en-US")} machines.`)
    .nullable(),
});
export type SetMachineQuotaInput = z.infer<typeof setMachineQuotaInput>;

export type VaultSettingsView = {
  id: string;
  name: string;
  /** What was set, or null. */
  maxMachines: number | null;
  /** What holds now. */
  machineQuota: number;
  /** Machines that count towards it: those whose end is not recorded. */
  liveMachineCount: number;
};
