import type { RouteHandler, RouteParams } from "#server/http/route-handler.ts";
import { type GateFacts, vouchFor } from "./facts.ts";
import type { HeaderPair } from "./forwardable-headers.ts";

type Call = {
  readonly method: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer<ArrayBuffer> | null;
  readonly params: RouteParams;
  readonly facts: GateFacts;
};

const NOTHING = new ArrayBuffer(0);

/** Calls a route's exported function as Next would, without Next. */
export function callHandler(handler: RouteHandler, call: Call): Promise<Response> {
  const { method, body, params, facts } = call;
  const headers = new Headers();
  for (const [name, value] of call.headers) headers.append(name, value);
  vouchFor(headers, facts);
  const arrayBuffer = async () =>
    body === null ? NOTHING : body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength);
  return handler({ method, headers, arrayBuffer }, { params: Promise.resolve(params) });
}
