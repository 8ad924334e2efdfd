import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

/** A proxy that leads every name to one port, and remembers who asked for what; it ends with the test. */
export async function startFakeProxy(port: number) {
  const state = {
    /** `target authorization` of each request. */
    log: [] as string[],
    /** What it answers instead of a tunnel. */
    refusal: null as string | null,
    isSilent: false,
  };
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    sockets.add(client);
    client.on("error", () => {});
    state.log.push(`${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
    if (state.isSilent) return;
    if (state.refusal !== null) {
      client.end(`HTTP/1.1 ${state.refusal}\r\n\r\n`);
      return;
    }
    const inner = connect(port, "localhost", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(inner).pipe(client);
    });
    inner.on("error", () => client.destroy());
    sockets.add(inner);
  });
  const address = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { state, url: `http://localhost:${address.port}`, port: address.port };
}

/** Speaks TLS in front of a plain port. */
export async function startTlsFront(
  files: { readonly key: string; readonly certificate: string },
  port: number,
) {
  const options = { key: readFileSync(files.key), cert: readFileSync(files.certificate) };
  const server = createTlsServer(options, (client) => {
    const inner = connect(port, "localhost");
    client.on("error", () => inner.destroy());
    inner.on("error", () => client.destroy());
    client.pipe(inner).pipe(client);
  });
  const address = await listen(server);
  onTestFinished(() => void server.close());
  return address.port;
}

type Listening = { listen(port: number, host: string, ready: () => void): unknown; address(): unknown };

async function listen(server: Listening): Promise<AddressInfo> {
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  return server.address() as AddressInfo;
}
