import { eq } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { vaults } from "../schema/vaults.ts";

/**
 * One at a time per vault for whatever decides which variables arrive together: names and fields of secrets, and the scope
 * of tokens. Two changes that are each fine alone could collide together, and no single row holds both. A row lock, since
 * every engine that speaks PostgreSQL has it; it is in the way of no read and of no foreign key.
 */
export async function lockVaultNames(tx: Transaction, vaultId: string): Promise<void> {
  await tx.select({ id: vaults.id }).from(vaults).where(eq(vaults.id, vaultId)).for("no key update");
}
