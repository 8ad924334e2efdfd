import * as http from "node:http";
import * as https from "node:https";
import { isIP, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { ClientError } from "./client-error.ts";
import type { ProxyServer } from "./proxy-for.ts";
import type { Trust } from "./trusted-authorities.ts";

export type Tunnel = {
  /** A connection to the server itself; TLS is spoken with it, so the proxy sees its name and no more. */
  readonly socket: Promise<Socket>;
  destroy(): void;
};

type Options = { readonly isBackground: boolean; readonly trust: Trust };

/** Asks a proxy to connect to the origin. `socket` rejects with a `ClientError` that never holds the proxy's password. */
export function openTunnel(proxy: ProxyServer, origin: string, { isBackground, trust }: Options): Tunnel {
  const { hostname, port } = new URL(origin);
  const target = `${hostname}:${port === "" ? "443" : port}`;
  const { host, authorization, isTls, shown, source } = proxy;
  const refuse = (reason: string, remedy: string, cause?: unknown) =>
    new ClientError("network", `Cannot reach ${origin} through the proxy ${shown}: ${reason}.`, {
      remedy,
      cause,
    });
  const request = (isTls ? https.request : http.request)({
    host,
    port: proxy.port,
    method: "CONNECT",
    path: target,
    agent: false,
    ...trust,
    headers: { host: target, ...(authorization === null ? {} : { "proxy-authorization": authorization }) },
  });
  if (isBackground) request.on("socket", (socket) => socket.unref());
  const socket = new Promise<Socket>((resolve, reject) => {
    request.on("error", (cause) => {
      const code = "code" in cause ? ` (${cause.code})` : "";
      reject(
        refuse(
          `it does not answer${code}`,
          `Check ${source}, or except the server's name with NO_PROXY.`,
          cause,
        ),
      );
    });
    request.on("connect", (answer, connected: Socket, head) => {
      if (answer.statusCode === 200) {
        // What came with the answer is already the server's.
        if (head.length > 0) connected.unshift(head);
        resolve(connected);
        return;
      }
      connected.destroy();
      const remedy =
        answer.statusCode === 407
          ? `Check the user name and password in ${source}.`
          : "Ask whoever runs the proxy to allow this server, or except its name with NO_PROXY.";
      reject(refuse(`it answers ${answer.statusCode}`, remedy));
    });
    // An answer without a tunnel, as from a server that is no proxy.
    request.on("response", (answer) => {
      answer.destroy();
      reject(refuse(`it answers ${answer.statusCode}`, `Check that ${source} names a proxy.`));
    });
  });
  request.end();
  return { socket, destroy: () => void request.destroy() };
}

/** TLS with the server itself, over a tunnel. Its certificate is checked as on any connection. */
export function secured(socket: Socket, origin: string, trust: Trust): TLSSocket {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, "");
  return connect({ socket, host, ...trust, ...(isIP(host) === 0 ? { servername: host } : {}) });
}
