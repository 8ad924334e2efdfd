import { connect } from "node:net";

export type RawAnswer = {
  readonly status: number;
  /** Status line and header lines as they came. */
  readonly head: string;
  /** Names in lower case; repeats joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** One character per byte; chunks joined. */
  readonly body: string;
  readonly isClosed: boolean;
};

type Options = {
  readonly host?: string;
  /** Address to connect from, to be another source on the loopback network. */
  readonly localAddress?: string;
  /** Sent after `text`, this many milliseconds apart. */
  readonly drip?: { readonly chunks: readonly string[]; readonly everyMs: number };
};

/** Exactly these bytes to a socket, and the first answer that comes back: what no HTTP client would send for us. */
export function rawRequest(port: number, text: string, options: Options = {}): Promise<RawAnswer> {
  const { host = "127.0.0.1", localAddress, drip } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...(localAddress === undefined ? {} : { localAddress }) });
    const chunks: Buffer[] = [];
    const rest = [...(drip?.chunks ?? [])];
    let timer: NodeJS.Timeout | undefined;
    const finish = (isClosed: boolean) => {
      const answer = parseAnswer(
        Buffer.concat(chunks).toString("latin1"),
        isClosed || text.startsWith("HEAD "),
      );
      if (answer === null && !isClosed) return;
      clearInterval(timer);
      socket.destroy();
      if (answer === null) reject(new Error("the connection closed without an answer"));
      else resolve({ ...answer, isClosed });
    };
    socket.on("connect", () => {
      socket.write(text, "latin1");
      timer = setInterval(() => {
        const next = rest.shift();
        if (next !== undefined && socket.writable) socket.write(next);
      }, drip?.everyMs ?? 1_000);
    });
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      finish(false);
    });
    // A reset after the answer is the server hanging up on bytes it does not want.
    socket.on("error", () => finish(true));
    socket.on("close", () => finish(true));
  });
}

/** Null while bytes are missing, unless what is there is all there will be. */
function parseAnswer(text: string, isAll: boolean): Omit<RawAnswer, "isClosed"> | null {
  const end = text.indexOf("\r\n\r\n");
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (end === -1 || status === undefined) return null;
  const headers: Record<string, string> = {};
  for (const line of text.slice(0, end).split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const body = text.slice(end + 4);
  const length = Number(headers["content-length"] ?? Number.NaN);
  const isWhole = Number.isNaN(length) ? body.endsWith("0\r\n\r\n") : body.length >= length;
  if (!isWhole && !isAll) return null;
  const isChunked = headers["transfer-encoding"] === "chunked";
  return {
    status: Number(status),
    head: text.slice(0, end),
    headers,
    body: isChunked ? joinChunks(body) : body,
  };
}

function joinChunks(text: string): string {
  const size = Number.parseInt(text, 16);
  if (!(size > 0)) return "";
  const start = text.indexOf("\r\n") + 2;
  return text.slice(start, start + size) + joinChunks(text.slice(start + size + 2));
}
