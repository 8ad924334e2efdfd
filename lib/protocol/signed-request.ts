/** The four headers of a signed request (wire-protocol 1), lower-case as both Node and the Web platform present them. */
export const SIGNED_HEADERS = {
  machineId: "x-machine-id",
  timestamp: "x-timestamp",
  nonce: "x-nonce",
  signature: "x-signature",
} as const;

/** A timestamp may differ from the server's clock by this much, in either direction. */
export const CLOCK_WINDOW_SECONDS = 300;

/** Unix seconds, decimal, no sign and no leading zero. */
export const TIMESTAMP = /^[1-9][0-9]{0,11}$/;

// Canonical base64 of 16 bytes: 22 characters, the last of which carries only two bits, then the padding.
const BASE64_NONCE = /^[A-Za-z0-9+/]{21}[AQgw]==$/;
const HEX_NONCE = /^[0-9a-f]{32}$/;

/** Two spellings of sixteen bytes are in use; any other would let one nonce be written twice. */
export function isNonce(text: string): boolean {
  return BASE64_NONCE.test(text) || HEX_NONCE.test(text);
}

/** Canonical padded base64 of 64 bytes: 86 characters, the last of which carries only two bits. */
export const SIGNATURE = /^[A-Za-z0-9+/]{85}[AQgw]==$/;

/** Canonical padded base64 of the raw 32-byte public key. */
export const PUBLIC_KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/**
 * The text that is signed, version 1. `method` is upper case and `path` is the raw request target without a query;
 * `bodySha256Hex` is over the body bytes as sent. UTF-8, no newline.
 */
export function signatureBase(
  method: string,
  path: string,
  timestamp: string,
  nonce: string,
  bodySha256Hex: string,
): string {
  return `${method}:${path}:${timestamp}:${nonce}:${bodySha256Hex}`;
}
