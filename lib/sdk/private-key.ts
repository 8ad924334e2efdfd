import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from "node:crypto";

export type KeyPair = {
  /** PKCS#8 v1 PEM, 48 bytes of DER on one line: the only shape every client reads (wire-protocol 0.10). */
  readonly pem: string;
  /** Raw 32 bytes as canonical base64, as the wire carries it. */
  readonly publicKey: string;
};

export const SEED_BYTES = 32;
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * PrivateKeyInfo of the Ed25519 key with this seed (RFC 8410): version 1, no attributes, which is the only shape that every
 * client reads (wire-protocol 0.10). It holds the key, so whoever asked must overwrite it.
 */
export const pkcs8Of = (seed: Uint8Array): Buffer => Buffer.concat([PKCS8_PREFIX, seed]);

export function keyOfSeed(seed: Uint8Array): KeyObject {
  const der = pkcs8Of(seed);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  return key;
}

/**
 * An Ed25519 key is 32 random bytes (RFC 8032, 5.1.5). Node's `generateKeyPairSync` is not asked for one: when the garbage
 * collector runs while such a key is exported, Node waits for itself and the process stands still for ever.
 */
export function makeKeyPair(): KeyPair {
  const seed = randomBytes(SEED_BYTES);
  const privateKey = keyOfSeed(seed);
  seed.fill(0);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { pem, publicKey: publicKeyOf(privateKey) };
}

/** Throws an `Error` without the file's text when this is not an unencrypted Ed25519 PKCS#8 key. */
export function parsePrivateKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: "pem" });
  } catch {
    throw new Error("it is not an unencrypted PKCS#8 private key");
  }
  if (key.asymmetricKeyType !== "ed25519") throw new Error("it is not an Ed25519 key");
  return key;
}

export function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url").toString("base64");
}
