import { createHash, createPrivateKey, verify as opensslVerify, sign } from "node:crypto";
import { hashes, verify as nobleVerify, Point } from "@noble/ed25519";
import { describe, expect, test } from "vitest";
import { isDeep, rounds } from "../testing/rounds.ts";
import { publicKeyObject, verifySignature, vetPublicKey } from "./ed25519.ts";
import { makeMachineKey, privatePem } from "./machine-key.ts";

// Noble computes in big integers: about a millisecond for each.
const SLOW_MS = isDeep ? 1_800_000 : 60_000;

hashes.sha512 = (message) => sha512(message);

/** Order of the base point and the field's prime (RFC 8032, 5.1). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const P = 2n ** 255n - 19n;
const SIGN = 2n ** 255n;
const sha512 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(createHash("sha512").update(Buffer.concat(parts)).digest());
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const little = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();
const modL = (value: bigint) => ((value % L) + L) % L;

/** A point of order 8; its multiples are all the points of small order. */
const T = Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true);
const torsion = (order: number) => (order === 0 ? Point.ZERO : T.multiply(BigInt(order)));
/** Of y with y + p still below 2^255, which is every y below 19, the second spelling. */
const respelled = (bytes: Uint8Array) => {
  const whole = number(bytes);
  const y = whole % SIGN;
  return y < 19n ? little(y + P + (whole >= SIGN ? SIGN : 0n)) : null;
};

type Signer = { readonly raw: Buffer; readonly scalar: bigint; readonly sign: (message: Buffer) => Buffer };

function signer(): Signer {
  const { seed, publicKey: raw } = makeMachineKey();
  const privateKey = createPrivateKey(privatePem(seed));
  const half = sha512(seed).slice(0, 32);
  half[0] = (half[0] ?? 0) & 248;
  half[31] = ((half[31] ?? 0) & 63) | 64;
  return { raw, scalar: number(half), sign: (message) => sign(null, message, privateKey) };
}

const message = Buffer.from("GET:/v1/secrets:1700000000:AAAAAAAAAAAAAAAAAAAAAA==:e3b0");
const R = (signature: Uint8Array) => Buffer.from(signature.subarray(0, 32));
const S = (signature: Uint8Array) => number(signature.subarray(32));
const joined = (r: Uint8Array, s: bigint) => Buffer.concat([r, little(s)]);

/** R and A as somebody chose them, and the S that makes the equation come out right but for their torsion. */
function forge({ scalar }: Signer, key: Uint8Array, nonce: bigint, r: Uint8Array): Buffer {
  const challenge = modL(number(sha512(r, key, message)));
  return joined(r, modL(nonce + challenge * scalar));
}

type Case = {
  readonly name: string;
  readonly key: Buffer;
  readonly signature: Buffer;
  readonly isValid: boolean;
};

function cases(): Case[] {
  const me = signer();
  const other = signer();
  const good = me.sign(message);
  const nonce = 12345n;
  const point = Point.BASE.multiply(nonce).toBytes();
  const list: [string, Buffer, Buffer, boolean?][] = [
    ["a signature", me.raw, good, true],
    ["a signature with a nonce of our choosing", me.raw, forge(me, me.raw, nonce, point), true],
    ["S + L", me.raw, joined(R(good), S(good) + L)],
    ["S + 2L", me.raw, joined(R(good), S(good) + 2n * L)],
    ["S of L", me.raw, joined(R(good), L)],
    ["S of L - 1", me.raw, joined(R(good), L - 1n)],
    ["S of zero", me.raw, joined(R(good), 0n)],
    ["S of 2^256 - 1", me.raw, joined(R(good), 2n ** 256n - 1n)],
    ["the negated S", me.raw, joined(R(good), L - S(good))],
    ["R and S exchanged", me.raw, Buffer.concat([good.subarray(32), R(good)])],
    ["another key", other.raw, good],
    ["a key whose sign is turned", turned(me.raw), good],
    ["an R whose sign is turned", me.raw, joined(turned(R(good)), S(good))],
    ["cut by a byte", me.raw, good.subarray(0, 63)],
    ["cut to R", me.raw, R(good)],
    ["empty", me.raw, Buffer.alloc(0)],
    ["longer by a byte", me.raw, Buffer.concat([good, Buffer.alloc(1)])],
    ["twice itself", me.raw, Buffer.concat([good, good])],
    ["all zero", me.raw, Buffer.alloc(64)],
    ["all ones", me.raw, Buffer.alloc(64, 255)],
    ["an R off the curve", me.raw, joined(little(2n), S(good))],
    ["an R with y >= p off the curve", me.raw, joined(little(P + 5n), S(good))],
  ];
  for (let order = 0; order < 8; order += 1) {
    const small = Buffer.from(torsion(order).toBytes());
    list.push([`R of small order ${order}`, me.raw, forge(me, me.raw, 0n, small)]);
    list.push([`a key of small order ${order}`, small, joined(small, 0n)]);
    list.push([`a key of small order ${order}, honest R`, small, joined(point, nonce)]);
    const second = respelled(small);
    if (second !== null) {
      list.push([`R of small order ${order}, y + p`, me.raw, forge(me, me.raw, 0n, second)]);
      list.push([`a key of small order ${order}, y + p`, second, joined(small, 0n)]);
    }
    if (order === 0) continue;
    const mixedR = Buffer.from(Point.fromBytes(point).add(torsion(order)).toBytes());
    list.push([`R of mixed order ${order}`, me.raw, forge(me, me.raw, nonce, mixedR)]);
  }
  return list.map(([name, key, signature, isValid = false]) => ({ name, key, signature, isValid }));
}

const turned = (bytes: Buffer) => flipped(bytes, 255);
function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

const nobleStrict = (signature: Uint8Array, text: Uint8Array, key: Uint8Array): boolean => {
  try {
    return nobleVerify(signature, text, key, { zip215: false });
  } catch {
    return false;
  }
};
/** Keys are vetted once, when they are registered. */
const vetted = new Map<string, boolean>();
const ours = async (signature: Uint8Array, text: Uint8Array, key: Uint8Array): Promise<boolean> => {
  const name = Buffer.from(key).toString("base64");
  const isGood = vetted.get(name) ?? vetPublicKey(name) !== null;
  vetted.set(name, isGood);
  return isGood && (await verifySignature(publicKeyObject(key), text, signature));
};

describe("signatures from the definitions", () => {
  test.each(cases())("$name: $isValid", async ({ key, signature, isValid }) => {
    expect(await ours(signature, message, key)).toBe(isValid);
  });

  test("no bit of a signature may be another", async () => {
    const { raw, sign: signAs } = signer();
    const good = signAs(message);
    for (let bit = 0; bit < 512; bit += 1)
      expect([bit, await ours(flipped(good, bit), message, raw)]).toEqual([bit, false]);
  });

  test("OpenSSL alone would take exactly what is listed, with the reason", () => {
    const names = cases()
      .filter(({ key, signature, isValid }) => !isValid && openssl(key, signature))
      .map(({ name }) => name.replace(/\d/, "n"));
    expect(new Set(names)).toEqual(OPENSSL_ALONE);
  });

  test("noble in its strict mode differs from us in what is listed, with the reason", () => {
    const names = cases()
      .filter(({ key, signature, isValid }) => nobleStrict(signature, message, key) !== isValid)
      .map(({ name }) => name.replace(/\d/, "n"));
    expect(new Set(names)).toEqual(NOBLE_DIFFERS);
  });
});

const openssl = (key: Buffer, signature: Buffer) =>
  opensslVerify(null, message, publicKeyObject(key), signature);

// OpenSSL compares encodings and asks for nothing else of a point: an identity R is right where S makes up for it, and
// under a key of small order the challenge drops out. We refuse such an R, and such keys are never registered.
const OPENSSL_ALONE = new Set([
  "R of small order n",
  "a key of small order n",
  "a key of small order n, honest R",
  "a key of small order n, y + p",
]);
// Noble multiplies the equation by eight in its strict mode as well, so whatever torsion R has is gone. RFC 8032 allows
// either; we compare R byte by byte, which takes no signature that an honest signer would not make.
const NOBLE_DIFFERS = new Set(["R of small order n", "R of mixed order n"]);

test(
  `we agree with noble on ${rounds.cases} signatures and what becomes of them`,
  async () => {
    const disagreements: string[] = [];
    let draw = Buffer.alloc(0);
    let at = 0;
    /** Bytes that every run draws alike, so that a disagreement can be found again. */
    const byte = () => {
      if (at >= draw.length) [draw, at] = [Buffer.from(sha512(draw)), 0];
      at += 1;
      return draw[at - 1] ?? 0;
    };
    let me = signer();
    for (let round = 0; round < rounds.cases; round += 1) {
      if (round % 50 === 0) me = signer();
      const text = Buffer.from(`message ${round}`);
      const good = me.sign(text);
      const [signature, key, sent] = changed({ good, key: me.raw, text, how: byte() % 8, byte });
      const [mine, theirs] = [await ours(signature, sent, key), nobleStrict(signature, sent, key)];
      if (mine !== theirs)
        disagreements.push(`${round}: ${key.toString("hex")} ${signature.toString("hex")}`);
    }
    expect(disagreements).toEqual([]);
  },
  SLOW_MS,
);

type Change = { good: Buffer; key: Buffer; text: Buffer; how: number; byte: () => number };

function changed({ good, key, text, how, byte }: Change): readonly [Buffer, Buffer, Buffer] {
  const bit = () => (byte() * 256 + byte()) % 512;
  if (how === 0) return [good, key, text];
  if (how === 1) return [flipped(good, bit()), key, text];
  if (how === 2) return [good, flipped(key, bit() % 256), text];
  if (how === 3) return [good, key, flipped(text, bit() % (text.length * 8))];
  if (how === 4) return [joined(R(good), S(good) + L), key, text];
  if (how === 5) return [good.subarray(0, byte() % 64), key, text];
  if (how === 6) return [joined(Buffer.from(torsion(byte() % 8).toBytes()), S(good)), key, text];
  return [Buffer.from(Array.from({ length: 64 }, byte)), key, text];
}
