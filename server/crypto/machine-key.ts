import { generateKeyPairSync } from "node:crypto";
import { vetPublicKey } from "./ed25519.ts";

// PrivateKeyInfo of an Ed25519 key up to its seed (RFC 8410): version 1, no attributes, which is the only shape that every
// client reads (wire-protocol 0.10).
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_PREFIX_BYTES = 12;
export const SEED_BYTES = 32;

/** A new key: its 32-byte seed, which whoever asked must overwrite, and its public half, vetted like any other. */
export function makeMachineKey(): { readonly seed: Buffer; readonly publicKey: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  const spki = publicKey.export({ format: "der", type: "spki" });
  const vetted = vetPublicKey(spki.subarray(SPKI_PREFIX_BYTES).toString("base64"));
  const isAsExpected =
    der.length === PKCS8_PREFIX.length + SEED_BYTES &&
    der.subarray(0, PKCS8_PREFIX.length).equals(PKCS8_PREFIX);
  const seed = Buffer.from(der.subarray(PKCS8_PREFIX.length));
  der.fill(0);
  if (vetted === null || !isAsExpected) throw new Error("OpenSSL made a key of an unknown shape");
  return { seed, publicKey: vetted };
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
