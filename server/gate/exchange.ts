import type { IncomingMessage, ServerResponse } from "node:http";
import type { GateFacts } from "./facts.ts";
import type { Peer } from "./peer.ts";
import type { Plane } from "./plane.ts";

/** One request and its answer, with what the gate has established about them so far. */
export type Exchange = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly method: string;
  /** Raw request target. */
  readonly target: string;
  readonly plane: Plane;
  readonly peer: Peer;
  readonly requestId: string;
  /** For the access log: a template, never the target. */
  route: string;
  code: string | null;
};

export function factsOf({ peer, requestId, target }: Exchange, nonce: string | null): GateFacts {
  const { address, source, isLoopback } = peer;
  return { peer: address, peerSource: source, isLoopback, requestId, target, nonce };
}
