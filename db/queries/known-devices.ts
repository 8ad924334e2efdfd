import { and, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { knownDevices, users } from "../schema/users.ts";
import { someRows } from "./some-rows.ts";

/** Whether the browser with this secret has signed in as this person before. */
export async function isKnownDevice(db: Executor, secretHash: Uint8Array, email: string): Promise<boolean> {
  const [row] = await db
    .select({ userId: knownDevices.userId })
    .from(knownDevices)
    .innerJoin(users, eq(users.id, knownDevices.userId))
    .where(and(eq(knownDevices.secretHash, secretHash), eq(users.email, email)));
  return row !== undefined;
}

export async function insertKnownDevice(
  tx: Transaction,
  device: { secretHash: Uint8Array; userId: string },
): Promise<void> {
  await tx.insert(knownDevices).values(device);
}

export async function touchKnownDevice(tx: Transaction, secretHash: Uint8Array): Promise<void> {
  await tx
    .update(knownDevices)
    .set({ lastUsedAt: sql`clock_timestamp()` })
    .where(eq(knownDevices.secretHash, secretHash));
}

/** Removes up to `limit` devices that nobody has signed in from for as long as their cookie lives. */
export async function forgetUnusedDevices(
  db: Executor,
  lifetimeSeconds: number,
  limit: number,
): Promise<number> {
  const isOver = sql`${knownDevices.lastUsedAt} < clock_timestamp() - make_interval(secs => ${lifetimeSeconds}::int)`;
  return (await db.delete(knownDevices).where(someRows(knownDevices, isOver, limit))).count;
}
