import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/errors.ts";

export type BodyLimits = { readonly bytes: number; readonly milliseconds: number };

export function hasBody({ headers }: IncomingMessage): boolean {
  if (headers["transfer-encoding"] !== undefined) return true;
  const length = headers["content-length"];
  return length !== undefined && !/^0+$/.test(length);
}

/** The whole body, once. Rejects beyond the cap at the first byte too many, and when the last byte is late. */
export function readBody(
  req: IncomingMessage,
  { bytes, milliseconds }: BodyLimits,
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

function trailers(): AppError {
  return new AppError("invalid_request", { message: "Trailers are not accepted." });
}
