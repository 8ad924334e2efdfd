import type { AnonymousActor, Context } from "#server/context.ts";
import { services } from "#server/services.ts";
import { requestFacts } from "./request-facts.ts";

/** The context of a request that has proved nothing yet. This is where its clock is read, once. */
export function anonymousContext(headers: Headers): Context<AnonymousActor> {
  const { requestId, peer, peerSource } = requestFacts(headers);
  const { db, keyring, config, log } = services();
  return {
    actor: { kind: "anonymous" },
    requestId,
    sourceIp: peer,
    isSourceCertain: peerSource !== "degraded",
    userAgent: headers.get("user-agent"),
    now: new Date(),
    db,
    keyring,
    config,
    log,
  };
}
