import { inTransaction } from "#db/client.ts";
import { endSession } from "#db/queries/sessions.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";

/** Ends the session that asks; the next request with its cookie is a stranger's. */
export async function signOut(ctx: UserContext): Promise<void> {
  const { userId, sessionId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const ended = await endSession(tx, userId, sessionId);
    if (ended === null) return;
    await recordEvent(tx, ctx, {
      action: "account.signed_out",
      outcome: "allowed",
      target: { kind: "session", id: ended.id, label: ended.sourceIp },
    });
  });
}
