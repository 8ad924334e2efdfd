import type { AppError } from "#lib/errors.ts";

/** The one shape of a JSON answer. */
export function jsonResponse(
  body: unknown,
  requestId: string,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
  texts.set(response, text);
  return response;
}

/** Texts of our own answers, so that the gate need not read them back through a stream. */
const texts = new WeakMap<Response, string>();

export async function bodyText(response: Response): Promise<string> {
  return texts.get(response) ?? response.text();
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
