import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { IntegrityError } from "./aead.ts";
import { envelopeKeyId, openEnvelope, type SealPlace, sealEnvelope } from "./envelope.ts";

const vaultKey = () => ({ id: randomUUID(), key: randomBytes(32) });
const place: SealPlace = { purpose: "secret", vaultId: "vault_a", objectId: "sk_b", version: 3 };
const plaintext = Buffer.from("production password\n");

test("a sealed value opens at its own place and nowhere is the plaintext in the blob", () => {
  const key = vaultKey();
  const sealed = sealEnvelope(key, place, plaintext);
  expect(openEnvelope(key, place, sealed)).toEqual(plaintext);
  expect(envelopeKeyId(sealed)).toBe(key.id);
  expect(sealed.includes(plaintext)).toBe(false);
});

test("the same value sealed twice shares nothing but its header", () => {
  const key = vaultKey();
  const [a, b] = [sealEnvelope(key, place, plaintext), sealEnvelope(key, place, plaintext)];
  expect(a.subarray(18).equals(b.subarray(18))).toBe(false);
});

test("a flipped bit anywhere gives no plaintext (INV-12)", () => {
  const key = vaultKey();
  const sealed = sealEnvelope(key, place, plaintext);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const broken = Buffer.from(sealed);
    broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => openEnvelope(key, place, broken), `bit ${bit}`).toThrow(IntegrityError);
  }
});

test("every shortened or lengthened blob is refused (AT-71)", () => {
  const key = vaultKey();
  const sealed = sealEnvelope(key, place, plaintext);
  for (let length = 0; length < sealed.length; length++)
    expect(() => openEnvelope(key, place, sealed.subarray(0, length))).toThrow(IntegrityError);
  expect(() => openEnvelope(key, place, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(IntegrityError);
});

test.each([
  ["vault", { ...place, vaultId: "vault_b" }],
  ["row", { ...place, objectId: "sk_c" }],
  ["version", { ...place, version: 4 }],
  ["boundary between two ids", { ...place, vaultId: "vault_as", objectId: "k_b" }],
])("a blob moved to another %s does not open (AT-70)", (_, elsewhere) => {
  const key = vaultKey();
  expect(() => openEnvelope(key, elsewhere, sealEnvelope(key, place, plaintext))).toThrow(IntegrityError);
});

test("another key does not open it, even under the same id", () => {
  const key = vaultKey();
  const sealed = sealEnvelope(key, place, plaintext);
  expect(() => openEnvelope({ id: key.id, key: randomBytes(32) }, place, sealed)).toThrow(IntegrityError);
  expect(() => openEnvelope(vaultKey(), place, sealed)).toThrow(IntegrityError);
});
