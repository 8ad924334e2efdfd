import type { IncomingMessage } from "node:http";

const LINGER_BYTES = 4 * 1024 * 1024;
const LINGER_MILLISECONDS = 1_000;

/**
 * Reads and forgets what the client is still sending, for a moment. Closing at once would reset the connection, and the
 * client would lose the answer that tells it why.
 */
export function linger(req: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const finish = () => {
      clearTimeout(timer);
      req.off("data", onData).off("end", finish).off("close", finish).off("error", finish);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > LINGER_BYTES) finish();
    };
    const timer = setTimeout(finish, LINGER_MILLISECONDS);
    req.on("data", onData).on("end", finish).on("close", finish).on("error", finish);
  });
}
