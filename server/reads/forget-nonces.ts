import { inTransaction } from "#db/client.ts";
import { forgetNonces as forgetInDatabase } from "#db/queries/signed-requests.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import type { Context, SystemActor } from "../context.ts";

const CHUNK = 5_000;
const CHUNKS_MAX = 100;

/** Sweep: forgets nonces that no window can accept any more, in short transactions. Returns how many. */
export async function forgetNonces(ctx: Context<SystemActor>): Promise<number> {
  let total = 0;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk++) {
    const gone = await inTransaction(ctx.db, (tx) => forgetInDatabase(tx, CHUNK, CLOCK_WINDOW_SECONDS));
    total += gone;
    if (gone < CHUNK) break;
  }
  return total;
}
