import { createHmac, timingSafeEqual } from "node:crypto";

/** What only the gate can know about a request, handed to route handlers in one header that it alone can make. */
export type GateFacts = {
  /** Peer address in canonical text, IPv4-mapped IPv6 folded to IPv4. */
  readonly peer: string;
  /** Where `peer` came from; `degraded` when a trusted proxy's header could not be read to its end. */
  readonly peerSource: "socket" | "forwarded" | "degraded";
  /** The socket is loopback and no proxy header came with the request: somebody on this machine. */
  readonly isLoopback: boolean;
  readonly requestId: string;
  /** Raw request target, byte for byte: what a machine signed. */
  readonly target: string;
  /** CSP nonce; null off the pages. */
  readonly nonce: string | null;
};

export const FACTS_HEADER = "x-gate-facts";

/** Text of the facts header, tagged with a key that lives for one boot, so a path around the gate is inert. */
export function signFacts(facts: GateFacts, key: Uint8Array): string {
  const body = Buffer.from(JSON.stringify(facts)).toString("base64url");
  return `${body}.${tagOf(body, key)}`;
}

/** The facts, or null when the text was not made by this process's gate. */
export function verifyFacts(text: string, key: Uint8Array): GateFacts | null {
  const [body, tag, ...rest] = text.split(".");
  if (body === undefined || tag === undefined || rest.length > 0) return null;
  const given = Buffer.from(tag);
  const wanted = Buffer.from(tagOf(body, key));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as GateFacts;
}

function tagOf(body: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}
