import type { RouteHandler, RouteParams } from "#server/http/route-handler.ts";
import type { HeaderPair } from "./forwardable-headers.ts";

type Call = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer<ArrayBuffer> | null;
  readonly params: RouteParams;
};

/** Calls a route's exported function as Next would, without Next. The origin is a placeholder: nothing may read it. */
export function callHandler(handler: RouteHandler, call: Call): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of call.headers) headers.append(name, value);
  const request = new Request(`http://gate.invalid${call.target}`, {
    method: call.method,
    headers,
    body: call.body,
  });
  return handler(request, { params: Promise.resolve(call.params) });
}
