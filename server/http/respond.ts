import type { SecretValueBody } from "#lib/contract/reads.ts";
import type { AppError } from "#lib/errors.ts";
import { textResponse } from "#server/gate/body-text.ts";

/** The one shape of a JSON answer. */
export function jsonResponse(
  body: unknown,
  requestId: string,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Response {
  return textResponse(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

/** A value with its version's tag, or 304 without a body for a caller whose copy is current (RFC 9110 15.4.5). */
export function valueResponse(
  { etag, value }: { readonly etag: string; readonly value: string | null },
  requestId: string,
): Response {
  if (value !== null)
    return jsonResponse({ value } satisfies SecretValueBody, requestId, { headers: { etag } });
  const headers = { "cache-control": "no-store", "x-request-id": requestId, etag };
  return new Response(null, { status: 304, headers });
}

/**
 * An error of the machine plane: exactly `{"error": sentence}`, because one public client prints the raw body when there
 * is a second key. Two errors of one code and sentence differ in nothing but the request id.
 */
export function machineError(error: AppError, requestId: string): Response {
  const { status, code, message, retryAfterSeconds } = error;
  const retry =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterSeconds)) };
  return jsonResponse({ error: message }, requestId, {
    status,
    headers: { "x-sikkerkey-error": code, ...retry },
  });
}
