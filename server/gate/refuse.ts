import { AppError } from "#lib/errors.ts";
import { describeError, type Log } from "#server/log.ts";
import type { Exchange } from "./exchange.ts";
import { linger } from "./linger.ts";
import { MethodNotAllowed } from "./methods.ts";
import { ClientGone, hasBody } from "./read-body.ts";
import { refusalBody } from "./refusal-body.ts";

/** Answers a request that no handler will see. Never throws. */
export async function refuse(
  exchange: Exchange,
  error: unknown,
  { headers, log }: { headers: Readonly<Record<string, string>>; log: Log },
): Promise<void> {
  const { req, res, requestId } = exchange;
  const coded = error instanceof AppError ? error : new AppError("internal", { cause: error });
  if (coded.status >= 500 && !(error instanceof ClientGone)) {
    log.error("the gate failed", { requestId, route: exchange.route, error: describeError(coded.cause) });
  }
  if (error instanceof ClientGone || res.headersSent || res.destroyed) return void res.destroy();
  exchange.code = coded.code;
  const hasUnreadBody = hasBody(req) && !req.complete;
  const { type, text } = refusalBody(coded, exchange);
  res.writeHead(coded.status, {
    ...headers,
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-request-id": requestId,
    "x-sikkerkey-error": coded.code,
    ...(coded.retryAfterSeconds === undefined ? {} : { "retry-after": String(coded.retryAfterSeconds) }),
    ...(error instanceof MethodNotAllowed ? { allow: error.allow } : {}),
    ...(hasUnreadBody ? { connection: "close" } : {}),
  });
  res.write(text);
  if (hasUnreadBody) await linger(req);
  res.end();
}
