import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { vetPublicKey } from "./ed25519.ts";

// PrivateKeyInfo of an Ed25519 key up to its seed (RFC 8410): version 1, no attributes, which is the only shape that every
// client reads (wire-protocol 0.10).
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_PREFIX_BYTES = 12;
export const SEED_BYTES = 32;

/**
 * A new key: its 32-byte seed, which is random (RFC 8032, 5.1.5) and which whoever asked must overwrite, and its public half,
 * vetted like any other. Node's `generateKeyPairSync` is not asked for one: when the garbage collector runs while such a key
 * is exported, Node waits for itself, and every request with it.
 */
export function makeMachineKey(): { readonly seed: Buffer; readonly publicKey: Buffer } {
  const seed = randomBytes(SEED_BYTES);
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const publicKey = vetPublicKey(spki.subarray(SPKI_PREFIX_BYTES).toString("base64"));
  if (publicKey === null) throw new Error("OpenSSL made a public key of an unknown shape");
  return { seed, publicKey };
}

/** The key as `private.pem`: 48 bytes of PKCS#8 in one line of base64. Throws for a seed that is not 32 bytes. */
export function privatePem(seed: Uint8Array): Buffer {
  if (seed.length !== SEED_BYTES) throw new Error("A seed has 32 bytes");
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const pem = Buffer.from(
    `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`,
  );
  der.fill(0);
  return pem;
}
