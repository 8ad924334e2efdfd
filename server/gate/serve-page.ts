import { randomBytes } from "node:crypto";
import { AppError } from "#lib/errors.ts";
import { checkHost } from "./allowed-hosts.ts";
import { type Exchange, factsOf } from "./exchange.ts";
import { FACTS_HEADER, signFacts } from "./facts.ts";
import { forwardableHeaders, type HeaderPair } from "./forwardable-headers.ts";
import type { Gate } from "./gate.ts";
import { checkMethod } from "./methods.ts";
import type { PageOutcome } from "./page-outcome.ts";
import { passToNext } from "./pass-to-next.ts";
import type { Plane } from "./plane.ts";
import { hasBody, readBody } from "./read-body.ts";
import { sealHeaders } from "./seal-headers.ts";
import { pagePolicy } from "./security-headers.ts";
import { checkPageTarget } from "./target.ts";

/** Everything but `/v1`: checked, labelled and handed to Next. */
export async function servePage(
  gate: Gate,
  exchange: Exchange,
  hosts: ReadonlySet<string>,
  plane: Exclude<Plane, "machine">,
): Promise<void> {
  const { req, res, method, target, requestId } = exchange;
  checkPageTarget(target);
  const path = target.split("?", 1)[0] ?? "";
  exchange.route = plane === "asset" ? "/_next" : gate.pageTemplate(path);
  checkHost(req.headers.host, hosts, gate.baseUrl.origin);
  checkMethod(method, plane);
  if (req.headers["next-action"] !== undefined) throw new AppError("invalid_request");
  // The image optimiser fetches addresses it is told; source maps and the development endpoints are nobody's business.
  if (plane === "asset" && (!path.startsWith("/_next/static/") || path.endsWith(".map")))
    throw new AppError("not_found");
  const body = hasBody(req) ? await readPageBody(exchange, gate) : null;
  const nonce = plane === "page" ? randomBytes(16).toString("base64") : null;
  const policy = nonce === null ? {} : { "content-security-policy": pagePolicy(nonce) };
  const fixed = { ...gate.headers, ...policy, "x-request-id": requestId };
  const outcome: PageOutcome = { isUnavailable: false };
  const finalStatus = (status: number) => (status === 500 && outcome.isUnavailable ? 503 : status);
  sealHeaders(res, { fixed, isCacheable: plane === "asset", finalStatus, dropped: ["x-powered-by"] });
  const pass = { req, res, body, headers: headersForNext(gate, exchange, nonce) };
  return gate.pageOutcomes.run(outcome, () => passToNext(gate.next, pass));
}

/** Next takes its nonce from the request's policy header, and fills the forwarded ones only where they are missing. */
function headersForNext(gate: Gate, exchange: Exchange, nonce: string | null): HeaderPair[] {
  return [
    ...forwardableHeaders(exchange.req.rawHeaders, exchange.plane),
    ["x-forwarded-for", exchange.peer.address],
    ["x-forwarded-host", gate.baseUrl.host],
    ["x-forwarded-proto", gate.isHttps ? "https" : "http"],
    [FACTS_HEADER, signFacts(factsOf(exchange, nonce), gate.key)],
    ...(nonce === null ? [] : [["content-security-policy", pagePolicy(nonce)] as const]),
  ];
}

function readPageBody({ req, res, method, peer }: Exchange, gate: Gate): Promise<Buffer<ArrayBuffer>> {
  if (method !== "POST")
    throw new AppError("invalid_request", { message: `A ${method} request has no body.` });
  const room = gate.openBodyRoom(peer.address);
  res.once("close", room.giveBack);
  return readBody(req, gate.apiBody, room);
}
