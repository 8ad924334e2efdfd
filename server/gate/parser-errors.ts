import type { Duplex } from "node:stream";
import { AppError, type ErrorCode } from "#lib/errors.ts";

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "body_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  413: "Payload Too Large",
  431: "Request Header Fields Too Large",
};

/** What Node's parser refuses (smuggling shapes, broken lines, floods of headers) is answered and the connection ended. */
export function refuseBytes(socket: Duplex, cause: unknown): void {
  const known = cause instanceof Error && "code" in cause ? CODES[String(cause.code)] : undefined;
  const { code, status, message } = new AppError(known ?? "invalid_request");
  if (!socket.writable || isReset(cause)) return void socket.destroy();
  const body = JSON.stringify({ error: message });
  socket.end(
    [
      `HTTP/1.1 ${status} ${PHRASES[status] ?? "Bad Request"}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "cache-control: no-store",
      `x-sikkerkey-error: ${code}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

function isReset(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ECONNRESET";
}
