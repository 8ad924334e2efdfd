import * as http from "node:http";
import * as https from "node:https";
import { connectionError } from "./connection-error.ts";

export const TIMEOUT_MS = 30_000;
/** An export of a thousand large values fits; more is not an answer of ours. */
const RESPONSE_MAX_BYTES = 256 * 1024 * 1024;

export type Answer = {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
};

export type Outgoing = {
  readonly origin: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs?: number;
  /** Ends the request as if the connection were cut. */
  readonly signal?: AbortSignal;
  /** The process may end while this request is under way. */
  readonly isBackground?: boolean;
};

/**
 * One request, one answer: redirects are answers, nothing is retried, no cookie or proxy is involved. The path goes on the
 * wire exactly as given, because it was signed as given.
 */
export function sendRequest(outgoing: Outgoing): Promise<Answer> {
  const { origin, method, path, headers, body, signal, isBackground, timeoutMs = TIMEOUT_MS } = outgoing;
  const url = new URL(origin);
  const isHttps = url.protocol === "https:";
  const send = isHttps ? https.request : http.request;
  // `localhost` may be IPv6 first while the server listens on IPv4 only.
  const connection = { keepAlive: false, autoSelectFamily: true };
  const agent = isHttps ? new https.Agent(connection) : new http.Agent(connection);
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      settle();
      reject(connectionError(origin, cause, timeoutMs));
    };
    const request = send({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      method,
      path,
      agent,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    });
    const stop = (code: string) => {
      fail(Object.assign(new Error(code), { code }));
      request.destroy();
    };
    const timer = setTimeout(() => stop("TIMEOUT"), timeoutMs);
    const abort = () => stop("ABORTED");
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    if (isBackground) {
      timer.unref();
      request.on("socket", (socket) => socket.unref());
    }
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > RESPONSE_MAX_BYTES) stop("TOO_LARGE");
        else chunks.push(chunk);
      });
      response.on("error", fail);
      response.on("end", () => {
        settle();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: decodeUtf8(chunks) });
      });
    });
    request.end(body);
  });
}

// An answer that is not UTF-8 is not ours; an empty text fails the parser, which says so.
function decodeUtf8(chunks: Buffer[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return "";
  }
}
