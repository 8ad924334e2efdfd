import type { TokenActor } from "../context.ts";

/** The token itself, as the target of an event. */
export const tokenTarget = (actor: TokenActor) =>
  ({ kind: "enrollment_token", id: actor.tokenId, label: actor.name }) as const;
