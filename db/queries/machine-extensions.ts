import { and, desc, eq } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { machineExtensions, machines } from "../schema/machines.ts";
import { users } from "../schema/users.ts";

/** The newest first. */
export function listExtensions(db: Executor, vaultId: string, machineId: string) {
  return db
    .select({
      id: machineExtensions.id,
      previousExpiresAt: machineExtensions.previousExpiresAt,
      expiresAt: machineExtensions.expiresAt,
      reason: machineExtensions.reason,
      createdAt: machineExtensions.createdAt,
      createdBy: users.name,
      undoneAt: machineExtensions.undoneAt,
    })
    .from(machineExtensions)
    .innerJoin(machines, and(eq(machines.id, machineExtensions.machineId), eq(machines.vaultId, vaultId)))
    .leftJoin(users, eq(users.id, machineExtensions.createdBy))
    .where(eq(machineExtensions.machineId, machineId))
    .orderBy(desc(machineExtensions.createdAt), desc(machineExtensions.id))
    .limit(100);
}
