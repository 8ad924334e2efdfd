import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";

/** Order of the base point (RFC 8032, 5.1). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const IDENTITY = little(1n);

function little(value: bigint): Buffer {
  const bytes = Buffer.alloc(32);
  for (let at = 0, rest = value; at < 32; at += 1, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}

const bigint = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const sha512 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash("sha512").update(Buffer.concat(parts)).digest();

/** The same signature with S + L: right by the equation, forbidden by RFC 8032. */
export function addOrder(key: KeyObject, message: Buffer): Buffer {
  const good = sign(null, message, key);
  return Buffer.concat([good.subarray(0, 32), little(bigint(good.subarray(32)) + L)]);
}

/** R is the identity, in this spelling, and S makes the equation come out right: what only a broken signer makes. */
export function identityR(key: KeyObject, message: Buffer, spelling: Buffer): Buffer {
  const seed = Buffer.from(String(key.export({ format: "jwk" }).d), "base64url");
  const half = sha512(seed).subarray(0, 32);
  half[0] = (half[0] ?? 0) & 248;
  half[31] = ((half[31] ?? 0) & 63) | 64;
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(12);
  const challenge = bigint(sha512(spelling, publicKey, message)) % L;
  return Buffer.concat([spelling, little((challenge * bigint(half)) % L)]);
}

/** Spellings of the identity point: the right one, y + p, and both with a sign that zero does not have. */
export const IDENTITIES: readonly (readonly [string, Buffer])[] = [
  ["as RFC 8032 writes it", IDENTITY],
  ["with y + p", little(2n ** 255n - 18n)],
  ["with a sign", little(1n | (1n << 255n))],
  ["with y + p and a sign", little((2n ** 255n - 18n) | (1n << 255n))],
];
