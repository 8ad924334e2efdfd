import { AppError } from "#lib/errors.ts";
import type { HeaderReader } from "#server/http/route-handler.ts";
import { type Exchange, factsOf } from "./exchange.ts";
import { FACTS_HEADER, signFacts } from "./facts.ts";
import { forwardableHeaders, type HeaderPair } from "./forwardable-headers.ts";
import type { Gate } from "./gate.ts";
import { MethodNotAllowed } from "./methods.ts";
import { passToNext } from "./pass-to-next.ts";
import { hasBody, readBody } from "./read-body.ts";
import { sealHeaders } from "./seal-headers.ts";
import { checkMachineTarget } from "./target.ts";
import { writeAnswer } from "./write-answer.ts";

const NOTHING = new Uint8Array();

/** `/v1/*`: everything is checked and the body is in memory before a handler runs. */
export async function serveMachine(gate: Gate, exchange: Exchange): Promise<void> {
  const { req, res, method, target } = exchange;
  checkMachineTarget(target);
  const match = gate.matchMachineRoute(target);
  if (match === null) throw new AppError("not_found");
  exchange.route = match.route.template;
  const { handlers } = match.route;
  const handler = method === "GET" || method === "POST" ? handlers[method] : undefined;
  if (handler === undefined) throw new MethodNotAllowed(Object.keys(handlers));
  const body = hasBody(req) ? await readMachineBody(exchange, gate) : null;
  const headers = forwardableHeaders(req.rawHeaders, "machine");
  const facts = factsOf(exchange, null);
  if (gate.hasFastPath) {
    const answer = await handler.answer({
      method,
      headers: headerReader(headers),
      body: body ?? NOTHING,
      params: match.params,
      facts: () => facts,
    });
    exchange.code = answer.headers.find(([name]) => name === "x-sikkerkey-error")?.[1] ?? null;
    return writeAnswer(res, answer, gate.headerLines);
  }
  // Next's notes about navigation; nothing here varies.
  sealHeaders(res, { fixed: gate.headers, isCacheable: false, dropped: ["x-powered-by", "vary"] });
  return passToNext(gate.next, {
    req,
    res,
    body,
    headers: [...headers, [FACTS_HEADER, signFacts(facts, gate.key)]],
  });
}

/** As the Web platform's `Headers` reads: a name that came twice has both values, joined. */
function headerReader(pairs: readonly HeaderPair[]): HeaderReader {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { get: (name) => values.get(name) ?? null };
}

function readMachineBody({ req, method }: Exchange, gate: Gate): Promise<Buffer<ArrayBuffer>> {
  if (method === "GET") throw new AppError("invalid_request", { message: "A GET request has no body." });
  return readBody(req, gate.machineBody);
}
