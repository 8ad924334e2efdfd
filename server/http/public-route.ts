import { randomUUID } from "node:crypto";
import type { ZodType } from "zod";
import type { AnonymousActor, Context } from "#server/context.ts";
import { services } from "#server/services.ts";
import { anonymousContext } from "./anonymous-context.ts";
import { jsonAnswer } from "./machine-answers.ts";
import { parseJson } from "./parse-json.ts";
import { renderFailure } from "./render-failure.ts";
import { type Answer, type MachineRequest, type RouteHandler, routeHandler } from "./route-handler.ts";

type Options<Input, Result> = {
  /** Schema of the JSON body; null for a route that takes none. */
  readonly body: ZodType<Input> | null;
  /** Stands in for an absent body; without it an empty body is refused. */
  readonly whenEmpty?: unknown;
  /** Renders what the verb returned where that is more than a JSON body. */
  readonly respond?: (result: Result, requestId: string) => Answer;
};

type Handler<Input, Result> = (
  ctx: Context<AnonymousActor>,
  input: Input,
  request: Pick<MachineRequest, "params" | "facts">,
) => Promise<Result>;

/**
 * An unsigned route of the machine plane. What the handler returns is answered as JSON with 200 unless the route renders it
 * otherwise; what it throws is rendered once, here.
 */
export function publicRoute<Result, Input = null>(
  template: string,
  { body, whenEmpty, respond = jsonAnswer }: Options<Input, Result>,
  handler: Handler<Input, Result>,
): RouteHandler {
  return routeHandler(async (request) => {
    const { headers } = request;
    let requestId: string = randomUUID();
    try {
      const ctx = anonymousContext(request.facts(), headers.get("user-agent"));
      requestId = ctx.requestId;
      const raw = { bytes: request.body, contentType: headers.get("content-type") };
      const input = body === null ? (null as Input) : parseJson(body, raw, whenEmpty);
      return respond(await handler(ctx, input, request), requestId);
    } catch (error) {
      return renderFailure(error, { requestId, route: template, log: services().log });
    }
  });
}
