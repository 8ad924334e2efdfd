import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { expect } from "vitest";
import { VECTOR_KEY } from "#lib/docs/vector-blocks.ts";
import { signatureBase } from "#lib/protocol/signed-request.ts";

const privateKey = createPrivateKey(VECTOR_KEY.privatePem);
const publicKey = createPublicKey(privateKey);

type Vector = Readonly<
  Record<"method" | "path" | "timestamp" | "nonce" | "body" | "signatureBase64", string>
> & { readonly bodySha256Hex?: string; readonly signatureBase?: string };

/** Computes a shown vector again, from what the page shows of it and the page's key. */
export function checkVector(content: string, isValid: boolean): void {
  const shown: Vector = JSON.parse(content);
  const hash = createHash("sha256").update(shown.body, "utf8").digest("hex");
  const text = signatureBase(shown.method, shown.path, shown.timestamp, shown.nonce, hash);
  const signature = Buffer.from(shown.signatureBase64, "base64");
  expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(isValid);
  if (!isValid) return;
  expect([shown.bodySha256Hex, shown.signatureBase]).toEqual([hash, text]);
  expect(sign(null, Buffer.from(text), privateKey).toString("base64")).toBe(shown.signatureBase64);
}
