import { connect, type Socket } from "node:net";
import { answerEnd, statusOf } from "../bench/answer-end.ts";

export type Raced = { readonly status: string; readonly port: number; readonly answer: string };

/** Of all processes together. */
const SOCKETS = 64;
let sources = 0;

/** Every socket of every race is another source, so that what is counted per source is never the limit here. */
function freshSource(): string {
  sources += 1;
  return `127.${10 + Math.floor(sources / 62_500)}.${Math.floor(sources / 250) % 250}.${1 + (sources % 250)}`;
}

/**
 * Sends every text over 64 connections that stand before the first byte goes out, spread evenly over the ports. Each
 * connection sends its next text when it has the whole answer to the last one.
 */
export async function race(
  ports: readonly number[],
  texts: readonly string[],
  onAnswer: (answered: number) => void = () => {},
): Promise<Raced[]> {
  const sockets = await Promise.all(
    Array.from({ length: Math.min(SOCKETS, texts.length) }, (_, at) => open(ports[at % ports.length] ?? 0)),
  );
  const raced: Raced[] = [];
  await Promise.all(
    sockets.map(async ({ socket, port }, at) => {
      // Each its share: a quick one would take more, and its source would be throttled for what it fails.
      for (const text of texts.filter((_, place) => place % sockets.length === at)) {
        const bytes = await exchange(socket, text);
        raced.push({ status: statusOf(bytes), port, answer: bytes.toString("utf8") });
        onAnswer(raced.length);
      }
      socket.destroy();
    }),
  );
  return raced;
}

/** How often each status came. */
export function tally(raced: readonly Raced[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of raced) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function open(port: number): Promise<{ socket: Socket; port: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, localAddress: freshSource(), noDelay: true });
    socket.once("connect", () => resolve({ socket, port }));
    socket.once("error", reject);
  });
}

/** The bytes of one answer; whatever the connection had said when it ended early. */
function exchange(socket: Socket, text: string): Promise<Buffer> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    const finish = () => {
      socket.off("data", onData).off("close", finish).off("error", finish);
      resolve(received);
    };
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (answerEnd(received) > 0) finish();
    };
    socket.on("data", onData).once("close", finish).once("error", finish);
    socket.write(text, "latin1");
  });
}
