import { AppError } from "#lib/errors.ts";
import { FACTS_HEADER, type GateFacts, verifyFacts } from "#server/gate/facts.ts";
import { services } from "#server/services.ts";

/** Several layers of one request ask; the tag is checked once. */
const verified = new WeakMap<Headers, GateFacts>();

/** What the gate says about this request. A request that reached us around the gate is refused. */
export function requestFacts(headers: Headers): GateFacts {
  const known = verified.get(headers);
  if (known !== undefined) return known;
  const text = headers.get(FACTS_HEADER);
  const facts = text === null ? null : verifyFacts(text, services().gateKey);
  if (facts === null) throw new AppError("invalid_request");
  verified.set(headers, facts);
  return facts;
}

/** For an answer about a request whose facts may be what is wrong with it. */
export function knownRequestId(headers: Headers): string | null {
  try {
    return requestFacts(headers).requestId;
  } catch {
    return null;
  }
}
