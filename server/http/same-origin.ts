import { AppError } from "#lib/errors.ts";

/** Our own pages send this header; a form or a no-cors request of another site cannot. */
export const APP_HEADER = "x-sikkerkey-app";

/**
 * Refuses what did not come from our own pages: `SameSite` cookies alone would trust every sibling subdomain. The origin
 * is compared with the configured one, never with `Host`. Browsers leave `Origin` out of same-origin GETs only.
 */
export function requireSameOrigin(request: { method: string; headers: Headers }, baseUrl: string): void {
  const { method, headers } = request;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isOurs =
    headers.get(APP_HEADER) === "1" &&
    (origin === new URL(baseUrl).origin || (origin === null && method === "GET")) &&
    (site === null || site === "same-origin");
  if (!isOurs) throw new AppError("cross_origin");
}

/** A body that is not declared as JSON is one that a plain form could have sent. */
export function requireJson(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type))
    throw new AppError("unsupported_media_type");
}
