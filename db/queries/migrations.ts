import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";

/** Journal time of the newest migration this database has, or null when it has none. Fails where the database does. */
export async function findNewestMigration(db: Executor): Promise<number | null> {
  const [row] = await db.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from "__drizzle_migrations"`,
  );
  return row?.newest == null ? null : Number(row.newest);
}
