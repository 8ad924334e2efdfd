import { inTransaction } from "#db/client.ts";
import { forgetNonces as forgetInDatabase } from "#db/queries/signed-requests.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import type { Context, SystemActor } from "../context.ts";

/** Sweep: forgets up to `limit` nonces that no window can accept any more. Returns how many. */
export function forgetNonces(ctx: Context<SystemActor>, limit: number): Promise<number> {
  return inTransaction(ctx.db, (tx) => forgetInDatabase(tx, limit, CLOCK_WINDOW_SECONDS));
}
