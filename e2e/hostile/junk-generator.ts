import { connect, type Socket } from "node:net";

type Line = {
  /** Address the connection comes from. */
  readonly from: string;
  readonly next: () => string;
};

type Options = {
  readonly port: number;
  readonly lines: readonly Line[];
  /** Of all lines together. */
  readonly perSecond: number;
  readonly until: AbortSignal;
};

const TICK_MS = 10;

/**
 * Sends as fast as asked, or as fast as it gets answers, over one connection per line. Resolves with how often each status
 * came once `until` is over.
 */
export async function generateJunk({ port, lines, perSecond, until }: Options): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let permits = 0;
  const idle: (() => void)[] = [];
  const timer = setInterval(() => {
    permits = Math.min(permits + (perSecond * TICK_MS) / 1000, perSecond / 10);
    while (permits >= 1 && idle.length > 0) {
      permits -= 1;
      idle.shift()?.();
    }
  }, TICK_MS);
  const turn = () =>
    new Promise<void>((resolve) => {
      if (permits < 1) idle.push(resolve);
      else {
        permits -= 1;
        resolve();
      }
    });
  await Promise.all(
    lines.map(async ({ from, next }) => {
      let socket = await open(port, from);
      while (!until.aborted) {
        await turn();
        if (until.aborted) break;
        if (!socket.writable) socket = await open(port, from);
        const status = await exchange(socket, next());
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      socket.destroy();
    }),
  );
  clearInterval(timer);
  return statuses;
}

function open(port: number, localAddress: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, localAddress, noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** The status of one answer that states its length; 0 when the connection ended without one. */
function exchange(socket: Socket, text: string): Promise<number> {
  return new Promise((resolve) => {
    let received = "";
    const finish = (status: number) => {
      socket.off("data", onData).off("close", onClose);
      resolve(status);
    };
    const onClose = () => finish(0);
    const onData = (chunk: Buffer) => {
      received += chunk.toString("latin1");
      const end = received.indexOf("\r\n\r\n");
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (end !== -1 && received.length >= end + 4 + length) finish(Number(received.slice(9, 12)));
    };
    socket.on("data", onData).once("close", onClose);
    socket.write(text, "latin1");
  });
}
