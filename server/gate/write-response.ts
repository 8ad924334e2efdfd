import type { ServerResponse } from "node:http";

/** A Web Response on a Node response, headers and body in one write. */
export async function writeResponse(
  res: ServerResponse,
  response: Response,
  extra: Readonly<Record<string, string>>,
): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = { ...extra, ...Object.fromEntries(response.headers), "content-length": body.length };
  res.writeHead(response.status, headers);
  res.end(body);
}
