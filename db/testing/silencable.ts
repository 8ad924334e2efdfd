import { type AddressInfo, connect as connectTo, createServer, type Socket } from "node:net";

/** A way to the server that can swallow all that goes through it, as a network does whose cable is cut. */
export async function silencable(url: string) {
  const target = new URL(url);
  const [host, serverPort] = [target.hostname, Number(target.port)];
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((client) => {
    const through = connectTo(serverPort, host);
    for (const [from, to] of [[client, through] as const, [through, client] as const]) {
      sockets.add(from);
      from.on("data", (bytes) => isSilent || to.write(bytes));
      from.on("error", () => {}).on("close", () => isSilent || to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  target.host = `127.0.0.1:${port}`;
  return {
    url: target.href,
    setSilent(silent: boolean) {
      isSilent = silent;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
