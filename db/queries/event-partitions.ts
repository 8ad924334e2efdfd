import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";

/** Makes the partitions of this month and the next twelve that are missing, with the owner's rights. Returns how many. */
export async function makeEventPartitions(db: Executor): Promise<number> {
  const [row] = await db.execute<{ made: number }>(sql`select audit_events_make_partitions() as made`);
  return row?.made ?? 0;
}
