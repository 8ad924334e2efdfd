import { listLiveSessions } from "#db/queries/sessions.ts";
import type { SessionView } from "#lib/contract/account.ts";
import { SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import type { UserContext } from "../context.ts";

/** One's own sessions that still work, the newest first. */
export async function listSessions(ctx: UserContext): Promise<SessionView[]> {
  const { userId, sessionId } = ctx.actor;
  const rows = await listLiveSessions(ctx.db, userId, SESSION_IDLE_SECONDS);
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    sourceIp: row.sourceIp,
    userAgent: row.userAgent,
  }));
}
