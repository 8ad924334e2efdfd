import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/errors.ts";
import type { BodyRoom } from "./body-budget.ts";

export type BodyLimits = { readonly bytes: number; readonly milliseconds: number };

export function hasBody({ headers }: IncomingMessage): boolean {
  if (headers["transfer-encoding"] !== undefined) return true;
  const length = headers["content-length"];
  return length !== undefined && !/^0+$/.test(length);
}

/**
 * The whole body, once. Rejects beyond the cap at the first byte too many, when the last byte is late, and where there is no
 * `room` for it now.
 */
export function readBody(
  req: IncomingMessage,
  { bytes, milliseconds }: BodyLimits,
  room?: Pick<BodyRoom, "growTo">,
): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers["content-length"] ?? 0) > bytes) return reject(new AppError("body_too_large"));
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      req.off("data", onData).off("end", onEnd).off("close", onLost).off("error", onLost);
      finish();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytes) settle(() => reject(new AppError("body_too_large")));
      else if (room?.growTo(size) === false) settle(() => reject(noRoom()));
      else chunks.push(chunk);
    };
    const onEnd = () =>
      settle(() => (req.rawTrailers.length > 0 ? reject(trailers()) : resolve(Buffer.concat(chunks, size))));
    const onLost = () => settle(() => reject(new ClientGone()));
    const timer = setTimeout(() => settle(() => reject(new AppError("request_timeout"))), milliseconds);
    req.on("data", onData).on("end", onEnd).on("close", onLost).on("error", onLost);
  });
}

/** The connection ended before the request did: there is nobody to answer. */
export class ClientGone extends Error {}

function noRoom(): AppError {
  return new AppError("too_many_requests", {
    message: "Too much is being sent at once. Wait and try again.",
    retryAfterSeconds: 5,
  });
}

function trailers(): AppError {
  return new AppError("invalid_request", { message: "Trailers are not accepted." });
}
