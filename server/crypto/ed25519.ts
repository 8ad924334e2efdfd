import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { availableParallelism } from "node:os";
import { Point } from "@noble/ed25519";

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

// SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410).
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

// y of every point of order 1, 2, 4 and 8, canonical and not; the sign bit doubles them to the fourteen known encodings.
const SMALL_ORDER_Y = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** Bytes of canonical, padded base64 of exactly `length` bytes, or null. Node's decoder alone would skip junk. */
export function canonicalBase64(text: string, length: number): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === length && bytes.toString("base64") === text ? bytes : null;
}

/**
 * A key that may be registered, or null (security.md 2.9): canonical base64 of 32 bytes, y < p, on the curve, in the
 * prime-order subgroup. node:crypto alone accepts small-order keys, under which anyone can sign anything.
 */
export function vetPublicKey(text: string): Buffer | null {
  const bytes = canonicalBase64(text, PUBLIC_KEY_BYTES);
  if (bytes === null || isSmallOrder(bytes)) return null;
  try {
    // fromBytes without ZIP-215 refuses y >= p and points off the curve.
    const point = Point.fromBytes(bytes, false);
    return !point.isSmallOrder() && point.isTorsionFree() ? bytes : null;
  } catch {
    return null;
  }
}

// Making a key object costs twice a verification, and a machine reads more than once. Bounded: about 2 kB each.
const KEY_OBJECTS_MAX = 10_000;
const keyObjects = new Map<string, KeyObject>();

/** The key object of a raw key, for `verifySignature`. A key never changes its meaning, so a kept one cannot be stale. */
export function publicKeyObject(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString("latin1");
  const known = keyObjects.get(name);
  if (known) return known;
  const made = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: "der", type: "spki" });
  if (keyObjects.size >= KEY_OBJECTS_MAX) keyObjects.clear();
  keyObjects.set(name, made);
  return made;
}

/**
 * Whether `signature` (64 bytes) is the key's over `message` (RFC 8032, cofactorless). OpenSSL refuses S >= L and compares R
 * byte by byte; a small-order R is refused here because only a broken signer makes one.
 */
export function verifySignature(
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
  verifyOne = HAS_CORES_TO_SPARE ? verifyOnPool : verifyHere,
): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES || isSmallOrder(signature.subarray(0, 32)))
    return Promise.resolve(false);
  return verifyOne(key, message, signature);
}

// The dearest part of a signed read. Another thread frees the event loop for others; but where the database needs the only
// other core, waking that thread costs nearly what the verification itself does.
const HAS_CORES_TO_SPARE = availableParallelism() > 2;

type Verify = (key: KeyObject, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

export const verifyHere: Verify = async (key, message, signature) => verify(null, message, key, signature);

export const verifyOnPool: Verify = (key, message, signature) =>
  new Promise((resolve, reject) => {
    verify(null, message, key, signature, (error, isGood) => {
      if (error) reject(error);
      else resolve(isGood);
    });
  });

function isSmallOrder(encoded: Uint8Array): boolean {
  const y = Buffer.from(encoded);
  y[31] = (y[31] ?? 0) & 0x7f;
  return SMALL_ORDER_Y.has(y.toString("hex"));
}
