import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

export type KeyPair = {
  /** PKCS#8 v1 PEM, 48 bytes of DER on one line: the only shape every client reads (wire-protocol 0.10). */
  readonly pem: string;
  /** Raw 32 bytes as canonical base64, as the wire carries it. */
  readonly publicKey: string;
};

export function makeKeyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync("ed25519");
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
