import type { SecretValueBody } from "#lib/contract/reads.ts";
import type { AppError } from "#lib/errors.ts";
import type { Answer } from "./route-handler.ts";

/** The one shape of a JSON answer. */
export function jsonAnswer(
  body: unknown,
  requestId: string,
  { status = 200, headers = [] }: Partial<Pick<Answer, "status" | "headers">> = {},
): Answer {
  const type = ["content-type", "application/json"] as const;
  return { status, headers: [type, ...neverKept(requestId), ...headers], text: JSON.stringify(body) };
}

/** Headers of an answer that nothing between may keep. */
export const neverKept = (requestId: string): Answer["headers"] => [
  ["cache-control", "no-store"],
  ["x-request-id", requestId],
];

/** A value with its version's tag, or 304 without a body for a caller whose copy is current (RFC 9110 15.4.5). */
export function valueAnswer(
  { etag, value }: { readonly etag: string; readonly value: string | null },
  requestId: string,
): Answer {
  const headers = [["etag", etag]] as const;
  if (value !== null) return jsonAnswer({ value } satisfies SecretValueBody, requestId, { headers });
  return { status: 304, headers: [...neverKept(requestId), ...headers], text: null };
}

/**
 * An error of the machine plane: exactly `{"error": sentence}`, because one public client prints the raw body when there
 * is a second key. Two errors of one code and sentence differ in nothing but the request id.
 */
export function machineError(error: AppError, requestId: string): Answer {
  const { status, code, message, retryAfterSeconds } = error;
  const headers: [string, string][] = [["x-sikkerkey-error", code]];
  if (retryAfterSeconds !== undefined) headers.push(["retry-after", String(Math.ceil(retryAfterSeconds))]);
  return jsonAnswer({ error: message }, requestId, { status, headers });
}
