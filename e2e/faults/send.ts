import { type Agent, request } from "node:http";

export type Answer = { readonly status: number; readonly requestId: string; readonly body: string };

type Call = {
  readonly agent: Agent;
  readonly port: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** `name: value` each. */
  readonly headers: readonly string[];
  readonly body?: string;
};

/** The whole answer, or null when the connection was lost before its end. */
export function send({ agent, port, method, path, headers, body = "" }: Call): Promise<Answer | null> {
  const named = headers.map((line) => {
    const at = line.indexOf(": ");
    return [line.slice(0, at), line.slice(at + 2)] as const;
  });
  return new Promise((resolve) => {
    const sent = request({
      agent,
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: Object.fromEntries(named),
    });
    sent.on("error", () => resolve(null));
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("close", () => {
        if (!response.complete) return resolve(null);
        resolve({
          status: response.statusCode ?? 0,
          requestId: String(response.headers["x-request-id"] ?? ""),
          body: Buffer.concat(chunks).toString("utf8"),
        });
      });
      response.on("error", () => resolve(null));
    });
    sent.end(body);
  });
}
