import type { ServerResponse } from "node:http";
import { bodyText } from "./body-text.ts";

/** A Web Response on a Node response. A text body leaves with its headers in one write. */
export async function writeResponse(
  res: ServerResponse,
  response: Response,
  extra: Readonly<Record<string, string>>,
): Promise<void> {
  const text = await bodyText(response);
  const headers: Record<string, string | number> = { ...extra };
  response.headers.forEach((value, name) => {
    headers[name] = value;
  });
  // A 304 has the length of what it stands for or none (RFC 9110 8.6), and here nobody has opened that.
  if (response.status !== 304) headers["content-length"] = Buffer.byteLength(text);
  res.writeHead(response.status, headers);
  res.end(text);
}
