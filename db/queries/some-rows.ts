import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** Condition of a delete that takes up to `limit` of the rows of `table` that meet `condition`, and none that others hold. */
export const someRows = (table: PgTable, condition: SQL, limit: number) =>
  sql`ctid = any (array(select ctid from ${table} where ${condition} limit ${limit}::int for update skip locked))`;
