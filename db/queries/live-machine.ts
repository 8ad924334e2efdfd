import { sql } from "drizzle-orm";

/**
 * A machine that may read now, by the database's clock; for statements in which `machines` is joined under its own name.
 * Written out, because Drizzle drops table names from columns inside a select list.
 */
export const isMachineLive = sql`(machines.approved_at is not null and machines.disabled_at is null
  and (machines.expires_at is null or machines.expires_at > clock_timestamp()))`;
