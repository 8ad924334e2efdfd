import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = { status: number; headers: Record<string, string>; body: Buffer };
type Tamper = (path: string, answer: Answer) => Answer;

/** Something between the runner and the server that changes answers; the runner is told the proxy's address. */
export async function startProxy(target: string, tamper: Tamper) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url ?? "/";
    const answer = await forward(
      target + path,
      request.method ?? "GET",
      request.headers,
      Buffer.concat(parts),
    );
    const { status, headers, body } = tamper(path, answer);
    response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
  });
  // By name, because clients accept plain http for "localhost" only.
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function forward(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Answer> {
  const type = headers["content-type"];
  const answer = await fetch(url, {
    method,
    headers: type === undefined ? {} : { "content-type": type },
    ...(method !== "GET" && { body: new Uint8Array(body) }),
  });
  const kept = ["content-type", "date", "x-sikkerkey-error"].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(kept),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
