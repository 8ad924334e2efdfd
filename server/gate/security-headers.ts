const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
};

const TWO_YEARS_IN_SECONDS = 63_072_000;

/** No source that is not ours, no script that this answer did not name. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
  ].join("; ");
}

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers that every answer carries, whoever makes it. A page puts its own policy in place of the closed one. */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return {
    ...EVERYWHERE,
    "content-security-policy": NOTHING,
    ...(isHttps ? { "strict-transport-security": `max-age=${TWO_YEARS_IN_SECONDS}` } : {}),
  };
}
