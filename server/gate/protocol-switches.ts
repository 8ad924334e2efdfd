import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "#lib/errors.ts";

/**
 * Upgrade opens a tunnel past every rule here (CVE-2026-44578 was one), Expect makes the answer depend on a body not yet
 * sent, and trailers are headers nobody has checked. Compressed bodies could unpack to any size.
 */
export function checkProtocolSwitches(headers: IncomingHttpHeaders): void {
  for (const name of ["upgrade", "expect", "trailer"]) {
    if (headers[name] !== undefined)
      throw new AppError("invalid_request", { message: `The header ${name} is not accepted.` });
  }
  if (headers["content-encoding"] !== undefined)
    throw new AppError("unsupported_media_type", { message: "Send the body without a content encoding." });
}
