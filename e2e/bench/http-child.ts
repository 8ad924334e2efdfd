import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that does nothing but answer: what Node's HTTP alone costs here and now. */
export function serveBareHttp(): void {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end("{}");
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.on("disconnect", () => process.exit(0));
}
