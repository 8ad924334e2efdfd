import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** When each recurring job last began, on any of the processes that share this database. */
export const sweeps = pgTable("sweeps", {
  name: text("name").primaryKey(),
  beganAt: instant("began_at").notNull(),
});
