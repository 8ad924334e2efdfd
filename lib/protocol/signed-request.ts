/** The four headers of a signed request (wire-protocol 1), lower-case as both Node and the Web platform present them. */
export const SIGNED_HEADERS = {
  machineId: "x-machine-id",
  timestamp: "x-timestamp",
  nonce: "x-nonce",
  signature: "x-signature",
} as const;

/** A timestamp may differ from the server's clock by this much, in either direction. */
export const CLOCK_WINDOW_SECONDS = 300;
/** A nonce is remembered for the window on both sides of the server's clock. */
export const NONCE_MEMORY_SECONDS = 2 * CLOCK_WINDOW_SECONDS;

/** SHA-256 of zero bytes, in hex: the body hash of every request without a body. */
export const EMPTY_BODY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

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
