import type { ServerResponse } from "node:http";
import type { Answer } from "#server/http/route-handler.ts";

/** Headers and text leave in one write, with the headers that every answer carries. */
export function writeAnswer(
  res: ServerResponse,
  { status, headers, text }: Answer,
  everywhere: Readonly<Record<string, string>>,
): void {
  // A 304 has the length of what it stands for or none (RFC 9110 8.6), and here nobody has opened that.
  const length = status === 304 ? {} : { "content-length": Buffer.byteLength(text ?? "") };
  res.writeHead(status, { ...everywhere, ...headers, ...length });
  res.end(text ?? "");
}
