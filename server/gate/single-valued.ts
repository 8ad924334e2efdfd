import { AppError } from "#lib/errors.ts";

/** Node joins or drops repeats of these; either way two readers could see two different requests. */
const SINGLE_VALUED = new Set([
  "authorization",
  "content-encoding",
  "content-length",
  "content-type",
  "host",
  "origin",
  "transfer-encoding",
  "x-machine-id",
  "x-nonce",
  "x-signature",
  "x-timestamp",
]);

const MAX_HEADERS = 100;

/** Counts in the raw list, because the parsed one has already forgotten. */
export function checkSingleValued(rawHeaders: readonly string[]): void {
  if (rawHeaders.length / 2 > MAX_HEADERS) throw new AppError("headers_too_large");
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? "";
    if (!SINGLE_VALUED.has(name)) continue;
    if (seen.has(name))
      throw new AppError("invalid_request", { message: `The header ${name} came more than once.` });
    seen.add(name);
  }
  if (!seen.has("host")) throw new AppError("invalid_request", { message: "The Host header is missing." });
}
