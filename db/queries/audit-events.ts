import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { auditEvents } from "../schema/audit-events.ts";

export type NewEvent = Omit<typeof auditEvents.$inferInsert, "id" | "at">;

/** One statement for any number of rows; the time is the database's. */
export async function insertEvents(db: Executor, events: readonly NewEvent[]): Promise<void> {
  await db.insert(auditEvents).values(events.map((event) => ({ ...event, at: sql`clock_timestamp()` })));
}
