import * as http from "node:http";
import * as https from "node:https";
import { connectionError } from "./connection-error.ts";
import { processEnvironment } from "./process-environment.ts";
import { proxyFor } from "./proxy-for.ts";
import { openTunnel, secured } from "./proxy-tunnel.ts";
import { trustOptions } from "./trusted-authorities.ts";

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
 * One request, one answer: redirects are answers, nothing is retried, no cookie is involved. The path goes on the wire
 * exactly as given, because it was signed as given. HTTPS_PROXY and NO_PROXY are followed.
 */
export function sendRequest(outgoing: Outgoing): Promise<Answer> {
  const { origin, signal, isBackground = false, timeoutMs = TIMEOUT_MS } = outgoing;
  return new Promise((resolve, reject) => {
    const underWay: { destroy(): unknown }[] = [];
    let isOver = false;
    const settle = () => {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const fail = (cause: unknown) => {
      settle();
      reject(connectionError(origin, cause, timeoutMs));
    };
    const stop = (code: string) => {
      fail(Object.assign(new Error(code), { code }));
      for (const part of underWay) part.destroy();
    };
    const timer = setTimeout(() => stop("TIMEOUT"), timeoutMs);
    const abort = () => stop("ABORTED");
    signal?.addEventListener("abort", abort);
    if (isBackground) timer.unref();
    if (signal?.aborted) {
      abort();
      return;
    }
    const send = (route: Route) => {
      if (isOver) return;
      const request = exchange(outgoing, route, {
        answered(answer) {
          settle();
          resolve(answer);
        },
        failed: fail,
        stop,
      });
      underWay.push(request);
    };
    try {
      const env = processEnvironment();
      const [proxy, trust] = [proxyFor(origin, env), trustOptions(env)];
      if (proxy === null) {
        send({ agent: directAgent(origin, trust) });
        return;
      }
      const tunnel = openTunnel(proxy, origin, { isBackground, trust });
      underWay.push(tunnel);
      tunnel.socket.then((socket) => {
        if (isOver) socket.destroy();
        else send({ createConnection: () => secured(socket, origin, trust) });
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

type Route = Pick<http.RequestOptions, "agent" | "createConnection">;

type Outcome = {
  answered(answer: Answer): void;
  failed(cause: unknown): void;
  stop(code: string): void;
};

function exchange(outgoing: Outgoing, route: Route, outcome: Outcome): http.ClientRequest {
  const { origin, method, path, headers, body, isBackground } = outgoing;
  const url = new URL(origin);
  const request = (url.protocol === "https:" ? https.request : http.request)({
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port,
    method,
    path,
    ...route,
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
  });
  if (isBackground) request.on("socket", (socket) => socket.unref());
  request.on("error", outcome.failed);
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > RESPONSE_MAX_BYTES) outcome.stop("TOO_LARGE");
      else chunks.push(chunk);
    });
    response.on("error", outcome.failed);
    response.on("end", () => {
      const { statusCode = 0, headers: answered } = response;
      outcome.answered({ status: statusCode, headers: answered, body: decodeUtf8(chunks) });
    });
  });
  request.end(body);
  return request;
}

function directAgent(origin: string, trust: https.AgentOptions): http.Agent {
  // `localhost` may be IPv6 first while the server listens on IPv4 only.
  const connection = { keepAlive: false, autoSelectFamily: true };
  return origin.startsWith("https:")
    ? new https.Agent({ ...connection, ...trust })
    : new http.Agent(connection);
}

// An answer that is not UTF-8 is not ours; an empty text fails the parser, which says so.
function decodeUtf8(chunks: Buffer[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return "";
  }
}
