import { randomUUID } from "node:crypto";
import type { ZodType } from "zod";
import type { AnonymousActor, Context } from "#server/context.ts";
import { services } from "#server/services.ts";
import { anonymousContext } from "./anonymous-context.ts";
import { parseJson } from "./parse-json.ts";
import { renderFailure } from "./render-failure.ts";
import { jsonResponse } from "./respond.ts";
import type { MachineRequest, RouteHandler, RouteParams } from "./route-handler.ts";

type Options<Input> = {
  /** Schema of the JSON body; null for a route that takes none. */
  readonly body: ZodType<Input> | null;
  /** Stands in for an absent body; without it an empty body is refused. */
  readonly whenEmpty?: unknown;
};

type Handler<Input> = (
  ctx: Context<AnonymousActor>,
  input: Input,
  request: { readonly params: RouteParams; readonly headers: Headers },
) => Promise<unknown>;

/**
 * An unsigned route of the machine plane. What the handler returns is answered as JSON with 200, unless it is already a
 * Response; what it throws is rendered once, here.
 */
export function publicRoute<Input = null>(
  template: string,
  { body, whenEmpty }: Options<Input>,
  handler: Handler<Input>,
): RouteHandler {
  return async (request, route) => {
    let requestId: string = randomUUID();
    try {
      const ctx = anonymousContext(request.headers);
      requestId = ctx.requestId;
      const input = body === null ? (null as Input) : await readInput(request, body, whenEmpty);
      const answer = await handler(ctx, input, { params: await route.params, headers: request.headers });
      return answer instanceof Response ? answer : jsonResponse(answer, requestId);
    } catch (error) {
      return renderFailure(error, { requestId, route: template, log: services().log });
    }
  };
}

async function readInput<Input>(request: MachineRequest, schema: ZodType<Input>, whenEmpty: unknown) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  return parseJson(schema, { bytes, contentType: request.headers.get("content-type") }, whenEmpty);
}
