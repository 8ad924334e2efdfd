import { inTransaction } from "#db/client.ts";
import { endSession } from "#db/queries/sessions.ts";
import type { RevokeSessionInput } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { sessionRevoked } from "./session-revoked.ts";

/** Ends one session of one's own, at once. Throws `not_found` for an ended one and for anybody else's. */
export async function revokeSession(ctx: UserContext, input: RevokeSessionInput) {
  await inTransaction(ctx.db, async (tx) => {
    const ended = await endSession(tx, ctx.actor.userId, input.sessionId);
    if (ended === null) throw new AppError("not_found", { message: "This session has ended already." });
    await recordEvent(tx, ctx, sessionRevoked(ended));
  });
  return {};
}
