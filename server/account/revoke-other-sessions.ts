import { inTransaction } from "#db/client.ts";
import { endOtherSessions } from "#db/queries/sessions.ts";
import { SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { sessionRevoked } from "./session-revoked.ts";

/** Ends every session of one's own but the one that asks. */
export async function revokeOtherSessions(ctx: UserContext) {
  const { userId, sessionId } = ctx.actor;
  return await inTransaction(ctx.db, async (tx) => {
    const ended = await endOtherSessions(tx, userId, sessionId, SESSION_IDLE_SECONDS);
    await recordEvents(tx, ctx, ended.map(sessionRevoked));
    return { count: ended.length };
  });
}
