import { connect } from "node:net";

/** What came back for some bytes: every status, all text, and whether the server let go in the end. */
export type Heard = { readonly statuses: readonly number[]; readonly text: string; readonly isOver: boolean };

type Options = {
  readonly localAddress: string;
  /** The bytes are a whole request: an answer will come, however late. */
  readonly isWhole: boolean;
};

const PATIENCE_MS = 30_000;
/** After an answer, for a second one; and for a first one to bytes that may not be a request yet. */
const AFTER_ANSWER_MS = 10;
const BEFORE_ANSWER_MS = 150;

/** Sends the bytes, listens, says that no more will come when it has become quiet, and listens until the connection ends. */
export function exchange(port: number, text: string, { localAddress, isWhole }: Options): Promise<Heard> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect({ host: "127.0.0.1", port, localAddress });
    let quiet: NodeJS.Timeout | undefined;
    const waitForMore = () => {
      clearTimeout(quiet);
      if (isAnswer(heard)) quiet = setTimeout(() => socket.end(), AFTER_ANSWER_MS);
      else if (!isWhole) quiet = setTimeout(() => socket.end(), BEFORE_ANSWER_MS);
    };
    const finish = (isOver: boolean) => {
      clearTimeout(timer);
      clearTimeout(quiet);
      socket.destroy();
      const found = [...heard.matchAll(/(?:^|\r\n|\}|\n)HTTP\/1\.1 (\d{3})/g)];
      resolve({ statuses: found.map(([, status]) => Number(status)), text: heard, isOver });
    };
    const timer = setTimeout(() => finish(false), PATIENCE_MS);
    socket.on("connect", () => {
      socket.write(text, "latin1");
      waitForMore();
    });
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      waitForMore();
    });
    socket.on("error", () => finish(true));
    socket.on("close", () => finish(true));
  });
}

/** The text ends where an answer does, by its length or its last chunk. */
function isAnswer(text: string): boolean {
  const start = text.lastIndexOf("HTTP/1.1 ");
  const end = text.indexOf("\r\n\r\n", start);
  if (start === -1 || end === -1) return false;
  const head = text.slice(start, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return text.endsWith("0\r\n\r\n") || /^HTTP\/1\.1 (1\d\d|204|304)/.test(head);
}
