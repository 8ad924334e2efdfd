import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { IntegrityError } from "./aead.ts";
import { type SealPlace, sealEnvelope, unwrapEnvelope } from "./envelope.ts";

// Buffers that held a key: the test sees the same memory as the code.
const memory = vi.hoisted(() => ({
  derived: [] as Buffer[],
  decrypted: [] as (() => Buffer)[],
  hashed: [] as { key: unknown; input: () => unknown }[],
}));
vi.mock("./hkdf.ts", async (original) => {
  const { hkdfBlocks } = await original<typeof import("./hkdf.ts")>();
  return {
    hkdfBlocks: (...args: Parameters<typeof hkdfBlocks>) => {
      const derived = hkdfBlocks(...args);
      memory.derived.push(derived.first);
      return derived;
    },
  };
});
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof import("node:crypto")>();
  return {
    ...crypto,
    createHmac: (...args: Parameters<typeof crypto.createHmac>) => {
      const hmac = crypto.createHmac(...args);
      const update = vi.spyOn(hmac, "update");
      memory.hashed.push({ key: args[1], input: () => update.mock.calls[0]?.[0] });
      return hmac;
    },
    createDecipheriv: (...args: Parameters<typeof crypto.createDecipheriv>) => {
      const decipher = crypto.createDecipheriv(...args);
      const update = vi.spyOn(decipher, "update");
      memory.decrypted.push(() => update.mock.results[0]?.value);
      return decipher;
    },
  };
});

const WRAPPED_AT = 18;
const BODY_AT = WRAPPED_AT + 60 + 32;
const key = { id: randomUUID(), key: randomBytes(32) };
const place: SealPlace = { purpose: "secret", vaultId: "vault_a", objectId: "sk_b", version: 3 };
const plaintext = Buffer.from("production password\n");
const sealed = sealEnvelope(key, place, plaintext);
const unwrap = (blob: Uint8Array = sealed) => unwrapEnvelope(key, place, blob);

beforeEach(() => {
  memory.derived.length = 0;
  memory.decrypted.length = 0;
  memory.hashed.length = 0;
});

const decrypted = () => memory.decrypted.map((result) => result());
const isZero = (bytes: Buffer) => bytes.equals(Buffer.alloc(32));

function flipped(bit: number): Buffer {
  const broken = Buffer.from(sealed);
  broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return broken;
}

test("unwrapping decrypts the data key alone and wipes it, and opening then gives the value", () => {
  const unwrapped = unwrap();
  expect(memory.decrypted).toHaveLength(1);
  expect(decrypted().every(isZero)).toBe(true);
  expect(memory.derived.some(isZero)).toBe(false);
  expect(unwrapped.open()).toEqual(plaintext);
});

test("what the key is derived from and by is wiped as well", () => {
  unwrap();
  const [extract, ...expand] = memory.hashed;
  expect(extract?.input()).toEqual(Buffer.alloc(32));
  expect(expand.map(({ key }) => key)).toEqual([Buffer.alloc(32), Buffer.alloc(32)]);
});

test("a flipped bit before the value fails at the first half, and every key is wiped (INV-12)", () => {
  for (let bit = 0; bit < BODY_AT * 8; bit++)
    expect(() => unwrap(flipped(bit)), `bit ${bit}`).toThrow(IntegrityError);
  expect(memory.derived).toHaveLength(32 * 8);
  expect([...memory.derived, ...decrypted()].every(isZero)).toBe(true);
});

test("a flipped bit of the value fails at the second half, and the key is wiped (INV-12)", () => {
  for (let bit = BODY_AT * 8; bit < sealed.length * 8; bit++) {
    const unwrapped = unwrap(flipped(bit));
    expect(() => unwrapped.open(), `bit ${bit}`).toThrow(IntegrityError);
    expect(() => unwrapped.open()).toThrow("wiped");
  }
  expect(memory.derived.every(isZero)).toBe(true);
});

test("a blob of another key or another place fails at the first half", () => {
  expect(() => unwrapEnvelope({ id: key.id, key: randomBytes(32) }, place, sealed)).toThrow(IntegrityError);
  expect(() => unwrapEnvelope({ ...key, id: randomUUID() }, place, sealed)).toThrow(IntegrityError);
  expect(() => unwrapEnvelope(key, { ...place, version: 4 }, sealed)).toThrow(IntegrityError);
});

test("an envelope opens once, and wipes its key", () => {
  const unwrapped = unwrap();
  const opened = unwrapped.open();
  expect(memory.derived.map(isZero)).toEqual([true]);
  expect(() => unwrapped.open()).toThrow("wiped");
  unwrapped.discard();
  expect(opened).toEqual(plaintext);
});

test("what was discarded is wiped and does not open, and is no integrity failure", () => {
  const unwrapped = unwrap();
  unwrapped.discard();
  expect(memory.derived.map(isZero)).toEqual([true]);
  expect(() => unwrapped.open()).toThrow("wiped");
  expect(() => unwrapped.open()).not.toThrow(IntegrityError);
  expect(memory.decrypted).toHaveLength(1);
});
