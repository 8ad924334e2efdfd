import { randomBytes } from "node:crypto";
import { keyOfSeed, pkcs8Of, publicKeyOf, SEED_BYTES } from "#lib/sdk/private-key.ts";
import { vetPublicKey } from "./ed25519.ts";

/** A new key: its 32-byte seed, which whoever asked must overwrite, and its public half, vetted like any other. */
export function makeMachineKey(): { readonly seed: Buffer; readonly publicKey: Buffer } {
  const seed = randomBytes(SEED_BYTES);
  const publicKey = vetPublicKey(publicKeyOf(keyOfSeed(seed)));
  if (publicKey === null) throw new Error("OpenSSL made a public key of an unknown shape");
  return { seed, publicKey };
}

/** The key as `private.pem`: 48 bytes of PKCS#8 in one line of base64. Throws for a seed that is not 32 bytes. */
export function privatePem(seed: Uint8Array): Buffer {
  if (seed.length !== SEED_BYTES) throw new Error("A seed has 32 bytes");
  const der = pkcs8Of(seed);
  const pem = Buffer.from(
    `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`,
  );
  der.fill(0);
  return pem;
}
