import { isInstanceClaimed } from "#db/queries/setup.ts";
import type { Context } from "../context.ts";

/** Whether this instance has its owner yet; strangers may know, because the sign-in page has to. */
export async function getStatus(ctx: Context): Promise<{ isClaimed: boolean }> {
  return { isClaimed: await isInstanceClaimed(ctx.db) };
}
