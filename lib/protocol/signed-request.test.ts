import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import * as ed from "@noble/ed25519";
import { describe, expect, test } from "vitest";
import { isNonce, PUBLIC_KEY, SIGNATURE, signatureBase, TIMESTAMP } from "./signed-request.ts";
import vectors from "./vectors.json" with { type: "json" };

const privateKey = createPrivateKey(vectors.key.privatePem);
const publicKey = createPublicKey(privateKey);
const rawPublicKey = Buffer.from(vectors.key.publicKeyBase64, "base64");
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

type Signed = { method: string; path: string; timestamp: string; nonce: string };

async function accepts(request: Signed, body: Buffer, signature: string): Promise<boolean[]> {
  const base = signatureBase(request.method, request.path, request.timestamp, request.nonce, sha256(body));
  const bytes = Buffer.from(signature, "base64");
  return [
    verify(null, Buffer.from(base), publicKey, bytes),
    await ed.verifyAsync(bytes, Buffer.from(base), rawPublicKey, { zip215: false }),
  ];
}

describe.each(vectors.vectors)("vector $name", (vector) => {
  const body = Buffer.from(vector.bodyBase64, "base64");
  const base = signatureBase(vector.method, vector.path, vector.timestamp, vector.nonce, sha256(body));

  test("the base text is composed exactly", () => {
    expect(sha256(body)).toBe(vector.bodySha256Hex);
    expect(base).toBe(vector.signatureBase);
  });
  test("node signs it to the same bytes", () => {
    expect(sign(null, Buffer.from(base), privateKey).toString("base64")).toBe(vector.signatureBase64);
  });
  test("node and noble both accept it", async () => {
    expect(await accepts(vector, body, vector.signatureBase64)).toEqual([true, true]);
  });
  test("its parts have the accepted shapes", () => {
    expect(vector.timestamp).toMatch(TIMESTAMP);
    expect(isNonce(vector.nonce)).toBe(true);
    expect(vector.signatureBase64).toMatch(SIGNATURE);
    expect(vector.headers["X-Signature"]).toBe(vector.signatureBase64);
  });
});

test.each(vectors.negativeVectors)("refused by both: $change", async (vector) => {
  expect(await accepts(vector, Buffer.from(vector.body), vector.signatureBase64)).toEqual([false, false]);
});

test("a public key is canonical base64 of 32 bytes", () => {
  expect(vectors.key.publicKeyBase64).toMatch(PUBLIC_KEY);
  expect(vectors.key.publicKeyBase64.replace("2xI=", "2xJ=")).not.toMatch(PUBLIC_KEY);
});

test.each([
  ["AAECAwQFBgcICQoLDA0ODw==", true],
  ["000102030405060708090a0b0c0d0e0f", true],
  ["AAECAwQFBgcICQoLDA0ODx==", false],
  ["AAECAwQFBgcICQoLDA0ODw", false],
  ["AAECAwQFBgcICQoLDA0O_w==", false],
  ["000102030405060708090A0B0C0D0E0F", false],
  ["AAECAwQFBgcICQoLDA0ODw==\n", false],
  ["", false],
])("nonce %j is accepted: %s", (nonce, expected) => {
  expect(isNonce(nonce)).toBe(expected);
});

test.each(["0", "-1", "+1", "01", "1.5", "1e9", "", " 1", "1711468800\n", "9999999999999"])(
  "timestamp %j is refused",
  (timestamp) => {
    expect(timestamp).not.toMatch(TIMESTAMP);
  },
);
