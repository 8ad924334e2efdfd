import { and, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { vaults } from "../schema/vaults.ts";

export async function findVaultSettings(db: Executor, vaultId: string) {
  const [row] = await db
    .select({ id: vaults.id, name: vaults.name, maxMachines: vaults.maxMachines })
    .from(vaults)
    .where(eq(vaults.id, vaultId));
  return row ?? null;
}

/** Null when it was so already. Whoever counts machines meanwhile waits, or is waited for: the vault's row decides. */
export async function updateMachineQuota(tx: Transaction, vaultId: string, maxMachines: number | null) {
  const [row] = await tx
    .update(vaults)
    .set({ maxMachines })
    .where(and(eq(vaults.id, vaultId), sql`${vaults.maxMachines} is distinct from ${maxMachines}::int`))
    .returning({ id: vaults.id, name: vaults.name });
  return row ?? null;
}
