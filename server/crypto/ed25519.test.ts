import { createHash, createPrivateKey, sign } from "node:crypto";
import { hashes, verify as nobleVerify, Point } from "@noble/ed25519";
import { expect, test } from "vitest";
import {
  canonicalBase64,
  publicKeyObject,
  verifyHere,
  verifyOnPool,
  verifySignature,
  vetPublicKey,
} from "./ed25519.ts";
import { makeMachineKey, privatePem } from "./machine-key.ts";

hashes.sha512 = (message) => createHash("sha512").update(message).digest();

const pair = () => {
  const { seed, publicKey } = makeMachineKey();
  return { raw: publicKey, privateKey: createPrivateKey(privatePem(seed)) };
};

const P = 2n ** 255n - 19n;
const little = (n: bigint) => {
  const bytes = Buffer.alloc(32);
  for (let i = 0, rest = n; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
};
const signed = (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  copy[31] = (copy[31] ?? 0) | 0x80;
  return copy;
};

test("an honest key is accepted", () => {
  const { raw } = pair();
  expect(vetPublicKey(raw.toString("base64"))).toEqual(raw);
});

const smallOrder = [
  little(0n),
  little(1n),
  little(P - 1n),
  little(P),
  little(P + 1n),
  Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "hex"),
  Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "hex"),
].flatMap((bytes) => [bytes, signed(bytes)]);

test.each(smallOrder.map((bytes) => bytes.toString("hex")))(
  "small-order key %s is refused (AT-33)",
  (hex) => {
    expect(vetPublicKey(Buffer.from(hex, "hex").toString("base64"))).toBeNull();
  },
);

test("a key of mixed order is refused: it has a small-order component", () => {
  const torsion = Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true);
  const mixed = Point.fromBytes(pair().raw).add(torsion).toBytes();
  expect(vetPublicKey(Buffer.from(mixed).toString("base64"))).toBeNull();
});

const good = pair().raw.toString("base64");
test.each([
  ["31 bytes", Buffer.alloc(31, 7).toString("base64")],
  ["33 bytes", Buffer.alloc(33, 7).toString("base64")],
  ["y >= p", little(P + 5n).toString("base64")],
  ["off the curve", little(2n).toString("base64")],
  ["no padding", good.slice(0, -1)],
  ["url-safe alphabet", `-_${good.slice(2)}`],
  ["white space", ` ${good}`],
  ["line end", `${good}\n`],
  [
    "SPKI",
    publicKeyObject(Buffer.from(good, "base64")).export({ format: "der", type: "spki" }).toString("base64"),
  ],
  ["empty", ""],
])("%s is not a public key", (_, text) => {
  expect(vetPublicKey(text)).toBeNull();
});

test("non-zero trailing bits are not canonical base64", () => {
  const text = Buffer.alloc(32).toString("base64");
  expect(canonicalBase64(text, 32)).not.toBeNull();
  expect(canonicalBase64(`${text.slice(0, 42)}B=`, 32)).toBeNull();
});

test("OpenSSL and noble agree on signatures and on every broken variant of them", async () => {
  for (let round = 0; round < 40; round++) {
    const { raw, privateKey } = pair();
    const message = Buffer.from(`message ${round}`);
    const signature = sign(null, message, privateKey);
    const malleated = Buffer.from(signature);
    malleated[63] = (malleated[63] ?? 0) | 0x20;
    const flipped = Buffer.from(signature);
    flipped[round] = (flipped[round] ?? 0) ^ 1;
    for (const candidate of [signature, malleated, flipped, Buffer.alloc(64)]) {
      const expected = nobleVerify(candidate, message, raw, { zip215: false });
      for (const verifyOne of [verifyHere, verifyOnPool])
        expect(await verifySignature(publicKeyObject(raw), message, candidate, verifyOne)).toBe(expected);
    }
  }
});
