import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";
import { makeKeyPair, parsePrivateKey } from "#lib/sdk/private-key.ts";

/** A key pair as a runner makes it, with what a test may want to get wrong left open. */
export type TestKey = { readonly privateKey: KeyObject; readonly raw: Buffer; readonly base64: string };

export function aKey(): TestKey {
  const { pem, publicKey: base64 } = makeKeyPair();
  return { privateKey: parsePrivateKey(pem), raw: Buffer.from(base64, "base64"), base64 };
}

export type Signable = {
  readonly machineId: string;
  readonly key: TestKey;
  readonly method?: string;
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly timestampSeconds: number;
  readonly nonce?: string;
};

/** The four headers of a valid request; a test breaks one of them. */
export function signedHeaders(request: Signable): Record<string, string> {
  const { machineId, key, method = "GET", path, body = "", timestampSeconds } = request;
  const nonce = request.nonce ?? randomBytes(16).toString("base64");
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const base = signatureBase(method, path, String(timestampSeconds), nonce, bodyHash);
  return {
    [SIGNED_HEADERS.machineId]: machineId,
    [SIGNED_HEADERS.timestamp]: String(timestampSeconds),
    [SIGNED_HEADERS.nonce]: nonce,
    [SIGNED_HEADERS.signature]: sign(null, Buffer.from(base), key.privateKey).toString("base64"),
  };
}
