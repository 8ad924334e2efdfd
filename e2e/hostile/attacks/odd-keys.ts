import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { aPublicKey } from "./enrollment.ts";

const P = 2n ** 255n - 19n;
const D = modulo(-121665n * inverse(121666n));
const SIGN = 1n << 255n;

function modulo(value: bigint): bigint {
  return ((value % P) + P) % P;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = modulo(base), rest = exponent; rest > 0n; rest >>= 1n, square = modulo(square * square))
    if (rest & 1n) result = modulo(result * square);
  return result;
}

function inverse(value: bigint): bigint {
  return power(modulo(value), P - 2n);
}

type Point = readonly [x: bigint, y: bigint];

/** x of a y on the curve, by the square root of RFC 8032, 5.1.3. */
function decode(bytes: Uint8Array): Point {
  const encoded = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
  const [y, isOdd] = [encoded % SIGN, encoded >= SIGN];
  const square = modulo((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (modulo(x * x) !== square) x = modulo(x * power(2n, (P - 1n) / 4n));
  return [(x & 1n) === (isOdd ? 1n : 0n) ? x : P - x, y];
}

/** Sum on the curve -x² + y² = 1 + d x² y². */
function add([x1, y1]: Point, [x2, y2]: Point): Point {
  const product = D * x1 * x2 * y1 * y2;
  return [
    modulo((x1 * y2 + x2 * y1) * inverse(1n + product)),
    modulo((y1 * y2 + x1 * x2) * inverse(1n - product)),
  ];
}

function little(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();
}

const encode = ([x, y]: Point): Buffer => little(y | (x & 1n ? SIGN : 0n));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const EIGHTH = little(0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n);
const OTHER_EIGHTH = little(0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7n);
const SMALL_Y = [little(0n), little(1n), little(P - 1n), little(P), little(P + 1n), EIGHTH, OTHER_EIGHTH];

/** Every encoding of a point of order 1, 2, 4 or 8, with and without the sign: fourteen. */
const smallOrder = SMALL_Y.flatMap((bytes) => {
  const signed = Buffer.from(bytes);
  signed[31] = (signed[31] ?? 0) | 0x80;
  return [bytes, signed];
});

/** An honest key plus a point of order 8: both halves of the group are in it. */
const mixedOrder = (): string =>
  base64(encode(add(decode(Buffer.from(aPublicKey(), "base64")), decode(EIGHTH))));

const spki = (key: KeyObject): Buffer => key.export({ format: "der", type: "spki" });
const edSpki = () => spki(generateKeyPairSync("ed25519").publicKey);
const pem = () => generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }).toString();

/** What is not an Ed25519 key, or not one that should ever be registered (security.md 2.9). */
export const ODD_KEYS: readonly (readonly [string, () => string])[] = [
  ...smallOrder.map(
    (bytes) => [`the small-order key ${bytes.toString("hex")}`, () => base64(bytes)] as const,
  ),
  ["a key of mixed order", mixedOrder],
  ["y of p + 3", () => base64(little(P + 3n))],
  ["y of 2^255 - 1", () => base64(little(2n ** 255n - 1n))],
  ["a point off the curve", () => base64(little(2n))],
  ["31 bytes", () => base64(Buffer.from(aPublicKey(), "base64").subarray(1))],
  ["33 bytes", () => base64(Buffer.concat([Buffer.from(aPublicKey(), "base64"), Buffer.alloc(1)]))],
  ["an Ed25519 SPKI", () => base64(edSpki())],
  ["an X25519 SPKI", () => base64(spki(generateKeyPairSync("x25519").publicKey))],
  ["an Ed448 SPKI", () => base64(spki(generateKeyPairSync("ed448").publicKey))],
  ["an RSA SPKI", () => base64(spki(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey))],
  ["a PEM", pem],
  ["a PEM with something behind it", () => `${pem()}trailing`],
  ["hex", () => Buffer.from(aPublicKey(), "base64").toString("hex")],
  ["url-safe base64", () => `-_${aPublicKey().slice(2)}`],
  ["base64 without padding", () => aPublicKey().slice(0, -1)],
  ["base64 with a line end", () => `${aPublicKey()}\n`],
  ["base64 with junk", () => `${aPublicKey().slice(0, 20)}!!${aPublicKey().slice(20)}`],
  ["nothing", () => ""],
];
