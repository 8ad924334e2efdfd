import { IncomingMessage, type ServerResponse } from "node:http";
import type { HeaderPair } from "./forwardable-headers.ts";

export type NextHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

type Pass = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly headers: readonly HeaderPair[];
  /** Null when the request has none and its stream was never read. */
  readonly body: Buffer<ArrayBuffer> | null;
};

/**
 * Hands Next a request made of what the gate let through. The body has been read already, so it travels on a message of its
 * own, with the length that was counted instead of the one that was claimed.
 */
export function passToNext(next: NextHandler, { req, res, headers, body }: Pass): Promise<void> {
  const message = body === null ? req : new IncomingMessage(req.socket);
  const sent: HeaderPair[] =
    body === null ? [...headers] : [...headers, ["content-length", String(body.length)]];
  message.headers = joined(sent);
  message.rawHeaders = sent.flat();
  if (body !== null) {
    message.method = req.method;
    message.url = req.url;
    message.httpVersion = req.httpVersion;
    message.httpVersionMajor = req.httpVersionMajor;
    message.httpVersionMinor = req.httpVersionMinor;
    message.complete = true;
    if (body.length > 0) message.push(body);
    message.push(null);
  }
  return next(message, res);
}

/**
 * Repeats joined as Node joins them, in a plain object, because Next calls its methods; made from a Map, because a header may be
 * called `__proto__`.
 */
function joined(headers: readonly HeaderPair[]): Record<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of headers) {
    const earlier = result.get(name);
    result.set(name, earlier === undefined ? value : `${earlier}${name === "cookie" ? "; " : ", "}${value}`);
  }
  return Object.fromEntries(result);
}
