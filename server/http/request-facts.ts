import { AppError } from "#lib/errors.ts";
import { FACTS_HEADER, type GateFacts, verifyFacts, vouchedFacts, vouchFor } from "#server/gate/facts.ts";
import { services } from "#server/services.ts";

/** What the gate says about this request. A request that reached us around the gate is refused. */
export function requestFacts(headers: Headers): GateFacts {
  const known = vouchedFacts(headers);
  if (known !== undefined) return known;
  const text = headers.get(FACTS_HEADER);
  const facts = text === null ? null : verifyFacts(text, services().gateKey);
  if (facts === null) throw new AppError("invalid_request");
  // Several layers of one request ask; the tag is checked once.
  vouchFor(headers, facts);
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
