import { randomUUID } from "node:crypto";
import type { ZodType } from "zod";
import { AppError } from "#lib/errors.ts";
import type { MachineContext } from "#server/access/machine-context.ts";
import { Denial } from "#server/access/reasons.ts";
import { services } from "#server/services.ts";
import { anonymousContext } from "./anonymous-context.ts";
import { throttledAuthentication } from "./failure-throttle.ts";
import { jsonAnswer } from "./machine-answers.ts";
import { machineContext } from "./machine-context.ts";
import { parseJson } from "./parse-json.ts";
import { renderFailure } from "./render-failure.ts";
import {
  type Answer,
  type HeaderReader,
  type RouteHandler,
  type RouteParams,
  routeHandler,
} from "./route-handler.ts";

type Options<Input, Result> = {
  /** Schema of the JSON body; null for a route that takes none. */
  readonly body: ZodType<Input> | null;
  /** Stands in for an absent body; without it an empty body is refused. */
  readonly whenEmpty?: unknown;
  /** Renders what the verb returned where that is more than a JSON body. */
  readonly respond?: (result: Result, requestId: string) => Answer;
};

type Handler<Input, Result> = (
  ctx: MachineContext,
  input: Input,
  params: RouteParams,
  headers: HeaderReader,
) => Promise<Result>;

/**
 * A signed route: the machine is established from the raw target and the raw body before anything is parsed, then the
 * verb decides. Success is exactly 200; what is thrown is rendered once, here (wire-protocol 1.2).
 */
export function machineRoute<Result, Input = null>(
  template: string,
  { body, whenEmpty, respond = jsonAnswer }: Options<Input, Result>,
  handler: Handler<Input, Result>,
): RouteHandler {
  return routeHandler(async (request) => {
    const { method, headers, params } = request;
    let requestId: string = randomUUID();
    try {
      const facts = request.facts();
      const anonymous = anonymousContext(facts, headers.get("user-agent"));
      requestId = anonymous.requestId;
      const signed = { method, target: facts.target, body: request.body, headers };
      const ctx = await machineContext(anonymous, signed, services()).catch((error: unknown) => {
        throw throttledAuthentication(error, anonymous.sourceIp, anonymous.now);
      });
      const raw = { bytes: request.body, contentType: headers.get("content-type") };
      const input = body === null ? (null as Input) : parseJson(body, raw, whenEmpty);
      return respond(await handler(ctx, input, params, headers), requestId);
    } catch (error) {
      forgetDeleted(error);
      return renderFailure(error, { requestId, route: template, log: services().log });
    }
  });
}

/** A machine that is gone, or has another key by now, is looked up anew the next time. */
function forgetDeleted(error: unknown): void {
  const denial = error instanceof AppError ? error.cause : null;
  if (denial instanceof Denial && denial.reason === "machine_deleted" && denial.machineId !== undefined)
    services().machineKeys.forget(denial.machineId);
}
