import { request } from "node:https";
import type { Ask } from "../owner.ts";

type Way = {
  /** The client's own address, as the other end sees it. */
  readonly localAddress: string;
  /** Where every host name leads. */
  readonly port: number;
  readonly authority: Buffer;
};

/** `fetch` over https from one of this machine's loopback addresses, each time over a new connection. */
export const askFrom =
  ({ localAddress, port, authority }: Way): Ask =>
  (url, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const { host, hostname, pathname, search } = new URL(url);
      const to = { host: "127.0.0.1", port, servername: hostname, ca: authority, localAddress };
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const sent = request({
        ...{ ...to, method, path: pathname + search, agent: false },
        headers: { host, ...headers, ...length },
      });
      sent.once("error", reject).once("response", (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk)).once("error", reject);
        answer.once("end", () => {
          const all = new Headers();
          for (const [name, values = []] of Object.entries(answer.headersDistinct))
            for (const value of values) all.append(name, value);
          resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers: all }));
        });
      });
      sent.end(body);
    });
