import type { GateFacts } from "#server/gate/facts.ts";
import { knownRequestId, requestFacts } from "./request-facts.ts";

export type RouteParams = Readonly<Record<string, string>>;

/** Looks a header up by its lower-case name; repeats are joined as the Web platform joins them. */
export type HeaderReader = { readonly get: (name: string) => string | null };

/** A whole request of the machine plane. A Web Request costs more to make than a read to decide. */
export type MachineRequest = {
  readonly method: string;
  readonly headers: HeaderReader;
  readonly body: Uint8Array;
  readonly params: RouteParams;
  /** What the gate says about it; throws for one that came around the gate. */
  readonly facts: () => GateFacts;
};

/** An answer of the machine plane; `text` is null for one without a body. */
export type Answer = {
  readonly status: number;
  /** Names in lower case, each at most once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string | null;
};

export type Answering = (request: MachineRequest) => Promise<Answer>;

/** What `app/v1/**\/route.ts` exports: called by Next, or past it by the gate, which takes `answer`. */
export type RouteHandler = {
  (request: Request, route: { readonly params: Promise<RouteParams> }): Promise<Response>;
  readonly answer: Answering;
};

const NOTHING = new Uint8Array();

export function routeHandler(answer: Answering): RouteHandler {
  const handle = async (request: Request, route: { readonly params: Promise<RouteParams> }) => {
    // One that came around the gate is refused for that, whatever it sends.
    const isVouched = knownRequestId(request.headers) !== null;
    const { status, headers, text } = await answer({
      method: request.method,
      headers: request.headers,
      body: isVouched ? new Uint8Array(await request.arrayBuffer()) : NOTHING,
      params: await route.params,
      facts: () => requestFacts(request.headers),
    });
    return new Response(text, { status, headers: Object.fromEntries(headers) });
  };
  return Object.assign(handle, { answer });
}
