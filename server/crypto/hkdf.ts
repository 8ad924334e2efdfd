import { createHmac } from "node:crypto";

const NO_SALT = Buffer.alloc(32);
const FIRST = Buffer.from([1]);
const SECOND = Buffer.from([2]);

/**
 * HKDF-SHA-256 without a salt (RFC 5869): its first two blocks, 32 bytes each, which whoever asked must overwrite where they
 * are secret. `hkdfSync` gives the same bytes for twice the time, because OpenSSL looks its parts up anew in each call.
 */
export function hkdfBlocks(input: Uint8Array, info: Uint8Array): { first: Buffer; second: Buffer } {
  const extracted = createHmac("sha256", NO_SALT).update(input).digest();
  const first = createHmac("sha256", extracted).update(info).update(FIRST).digest();
  const second = createHmac("sha256", extracted).update(first).update(info).update(SECOND).digest();
  extracted.fill(0);
  return { first, second };
}
