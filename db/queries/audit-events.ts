import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { auditEvents } from "../schema/audit-events.ts";

export type NewEvent = Omit<typeof auditEvents.$inferInsert, "id" | "at">;

// A statement takes 65,535 parameters at most; revoking a token may disable ten thousand machines at once.
const ROWS_PER_STATEMENT = 1_000;

/** As few statements as the rows need, nearly always one; the time is the database's. */
export async function insertEvents(db: Executor, events: readonly NewEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += ROWS_PER_STATEMENT) {
    const rows = events.slice(at, at + ROWS_PER_STATEMENT);
    await db.insert(auditEvents).values(rows.map((event) => ({ ...event, at: sql`clock_timestamp()` })));
  }
}
