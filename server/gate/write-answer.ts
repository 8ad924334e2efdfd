import type { ServerResponse } from "node:http";
import type { Answer } from "#server/http/route-handler.ts";

/**
 * Headers and text leave in one write, behind the headers that every answer carries. They are a flat list of names and values:
 * joining objects would make V8 a new shape for each answer, which costs more than writing it.
 */
export function writeAnswer(
  res: ServerResponse,
  { status, headers, text }: Answer,
  everywhere: readonly string[],
): void {
  const lines = everywhere.slice();
  for (const [name, value] of headers) lines.push(name, value);
  // A 304 has the length of what it stands for or none (RFC 9110 8.6), and here nobody has opened that.
  if (status !== 304) lines.push("content-length", String(Buffer.byteLength(text ?? "")));
  res.writeHead(status, lines);
  res.end(text ?? "");
}
