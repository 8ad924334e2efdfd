import { findSessionActor } from "../auth/session.ts";
import type { AnonymousActor, Context, UserActor } from "../context.ts";
import { requestFacts } from "../http/request-facts.ts";
import { services } from "../services.ts";

/** A person's request before its procedure has said who may make it. */
export type RequestContext = Context<UserActor | AnonymousActor>;

/**
 * Builds the context of one dashboard request from its headers. The session row is read every time: a session that was
 * revoked a moment ago is nobody's.
 */
export async function createContext(headers: Headers): Promise<RequestContext> {
  const { peer, requestId } = requestFacts(headers);
  const { config, db, keyring, log } = services();
  const actor = (await findSessionActor(db, config, headers)) ?? { kind: "anonymous" };
  const userAgent = headers.get("user-agent");
  return { actor, requestId, sourceIp: peer, userAgent, now: new Date(), db, keyring, config, log };
}
