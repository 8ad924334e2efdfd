import { findSessionActor } from "../auth/session.ts";
import type { AnonymousActor, Context, UserActor } from "../context.ts";
import { anonymousContext } from "../http/anonymous-context.ts";
import { requestFacts } from "../http/request-facts.ts";

/** A person's request before its procedure has said who may make it. */
export type RequestContext = Context<UserActor | AnonymousActor>;

/**
 * Builds the context of one dashboard request from its headers. The session row is read every time: a session that was
 * revoked a moment ago is nobody's.
 */
export async function createContext(headers: Headers): Promise<RequestContext> {
  const stranger = anonymousContext(requestFacts(headers), headers.get("user-agent"));
  const user = await findSessionActor(stranger.db, stranger.config, headers);
  return user === null ? stranger : { ...stranger, actor: user };
}
