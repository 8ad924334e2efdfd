import { makeEventPartitions } from "#db/queries/event-partitions.ts";
import type { Context, SystemActor } from "../context.ts";

/** Sweep: gives the log its tables for the months to come. Returns how many were missing; there are never many. */
export function makePartitions(ctx: Context<SystemActor>): Promise<number> {
  return makeEventPartitions(ctx.db);
}
