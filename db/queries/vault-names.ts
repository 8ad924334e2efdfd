import { eq } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { vaults } from "../schema/vaults.ts";

/**
 * One at a time per vault for whatever decides which variables arrive together: names and fields of secrets, and the scope
 * of tokens. Two changes that are each fine alone could collide together, and no single row holds both. A row lock, since
 * every engine that speaks PostgreSQL has it; it is in the way of no read and of no foreign key. Returns what else the row says.
 */
export async function lockVaultNames(tx: Transaction, vaultId: string) {
  const [row] = await tx
    .select({ maxMachines: vaults.maxMachines })
    .from(vaults)
    .where(eq(vaults.id, vaultId))
    .for("no key update");
  return row ?? { maxMachines: null };
}
