import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuseBytes } from "./parser-errors.ts";

type Serve = (req: IncomingMessage, res: ServerResponse) => void;

/** Node's server with every limit stated and every way around `serve` closed. */
export function makeHttpServer(serve: Serve): Server {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    // Longer than the usual load balancer's 60 s, so that it never reuses a connection we are closing.
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
    // Ours answers a missing Host in our shape.
    requireHostHeader: false,
    noDelay: true,
  });
  // Node would silently drop the headers beyond its count; ours are counted and refused.
  server.maxHeadersCount = 0;
  server.setTimeout(120_000);
  server.on("request", serve);
  server.on("checkContinue", serve);
  server.on("checkExpectation", serve);
  server.on("clientError", (error, socket) => refuseBytes(socket, error));
  const refuseTunnel = (_: IncomingMessage, socket: Duplex) => refuseBytes(socket, null);
  server.on("upgrade", refuseTunnel);
  server.on("connect", refuseTunnel);
  // At its first request Next adds a listener of its own to the socket's server, which would proxy upgrades.
  server.on("newListener", (event, listener) => {
    if (event === "upgrade") queueMicrotask(() => server.off("upgrade", listener));
  });
  return server;
}
