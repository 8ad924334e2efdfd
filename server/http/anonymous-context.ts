import type { AnonymousActor, Context } from "#server/context.ts";
import { services } from "#server/services.ts";
import type { GateFacts } from "../gate/facts.ts";

/** The context of a request that has proved nothing yet. This is where its clock is read, once. */
export function anonymousContext(
  { requestId, peer, peerSource }: GateFacts,
  userAgent: string | null,
): Context<AnonymousActor> {
  const { db, keyring, config, log } = services();
  return {
    actor: { kind: "anonymous" },
    requestId,
    sourceIp: peer,
    isSourceCertain: peerSource !== "degraded",
    userAgent,
    now: new Date(),
    db,
    keyring,
    config,
    log,
  };
}
