import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { machines } from "../schema/machines.ts";

/**
 * The machine's row, kept until the transaction ends: reads under way have been decided, later ones wait and then see what
 * changed (INV-23). Null when the vault has no such machine. Lock the vault's names before, never after.
 */
export async function lockMachine(tx: Transaction, vaultId: string, machineId: string) {
  const [row] = await tx
    .select({
      id: machines.id,
      name: machines.name,
      tokenId: machines.enrollmentTokenId,
      kind: machines.kind,
      isApproved: sql<boolean>`${machines.approvedAt} is not null`,
    })
    .from(machines)
    .where(and(eq(machines.id, machineId), eq(machines.vaultId, vaultId)))
    .for("no key update");
  return row ?? null;
}
