import { type RawAnswer, rawRequest } from "#e2e/raw-request.ts";
import type { RunningServer } from "#e2e/start-server.ts";

let sources = 0;

/** An address on the loopback network that nobody else speaks from. */
export function freshSource(): string {
  sources += 1;
  return `127.2.${Math.floor(sources / 250)}.${1 + (sources % 250)}`;
}

export const send = (server: RunningServer, text: string, localAddress = freshSource()): Promise<RawAnswer> =>
  rawRequest(server.port, text, { localAddress });
