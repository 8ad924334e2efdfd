import type { Executor } from "#db/client.ts";
import { findLiveSession, touchSession } from "#db/queries/sessions.ts";
import { SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import type { Config } from "../config.ts";
import type { UserActor } from "../context.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { cookieNames, readSecretCookie } from "./session-cookie.ts";

/** Who a session secret belongs to now, or null. Asked on every request, so an ended session ends at once. */
export async function findActorBySecret(db: Executor, secret: string): Promise<UserActor | null> {
  const secretHash = hashToken(secret);
  const session = await findLiveSession(db, secretHash, SESSION_IDLE_SECONDS);
  if (session === null) return null;
  if (session.isDueForTouch) await touchSession(db, secretHash);
  const { sessionId, userId, name, email, role, vaultId } = session;
  return { kind: "user", sessionId, userId, name, email, role, vaultId };
}

/** Who sent these headers, by the session cookie alone. */
export async function findSessionActor(
  db: Executor,
  config: Pick<Config, "baseUrl">,
  headers: Headers,
): Promise<UserActor | null> {
  const secret = readSecretCookie(headers, cookieNames(config).session);
  return secret === null ? null : findActorBySecret(db, secret);
}
