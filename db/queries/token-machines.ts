import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { machines } from "../schema/machines.ts";
import { machineState } from "./machine-state.ts";

const enrolledBy = (vaultId: string, tokenId: string) =>
  and(eq(machines.vaultId, vaultId), eq(machines.enrollmentTokenId, tokenId));

/** The newest machines a token enrolled. */
export function listMachinesOfToken(db: Executor, vaultId: string, tokenId: string, max: number) {
  return db
    .select({
      id: machines.id,
      name: machines.name,
      state: machineState,
      createdAt: machines.createdAt,
      sourceIp: machines.sourceIp,
    })
    .from(machines)
    .where(enrolledBy(vaultId, tokenId))
    .orderBy(desc(machines.createdAt), desc(machines.id))
    .limit(max);
}

/** Disables every machine of the token that could still read, and waits for the reads under way. Returns which. */
export function disableMachinesOfToken(tx: Transaction, vaultId: string, tokenId: string) {
  return tx
    .update(machines)
    .set({ disabledAt: sql`clock_timestamp()` })
    .where(
      and(
        enrolledBy(vaultId, tokenId),
        sql`${machines.disabledAt} is null`,
        sql`(${machines.expiresAt} is null or ${machines.expiresAt} > clock_timestamp())`,
      ),
    )
    .returning({ id: machines.id, name: machines.name });
}
