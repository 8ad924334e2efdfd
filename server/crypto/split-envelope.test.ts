import { createHash, randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../testing/rounds.ts";
import { IntegrityError } from "./aead.ts";
import { openEnvelope, openSplitEnvelope, type SplitPlace, sealSplitEnvelope } from "./envelope.ts";

const vaultKey = { id: randomUUID(), key: randomBytes(32) };
const place: SplitPlace = { purpose: "bundle", vaultId: "vault_a", objectId: "bndl_b", version: 1 };
const seed = randomBytes(32);

test("both halves open it, and whoever holds all that the server keeps opens nothing (AT-53)", () => {
  const half = randomBytes(32);
  const sealed = sealSplitEnvelope(vaultKey, place, half, seed);
  expect(openSplitEnvelope(vaultKey, place, half, sealed)).toEqual(seed);
  const kept = [
    new Uint8Array(),
    createHash("sha256").update(half).digest(),
    Buffer.alloc(32),
    vaultKey.key,
    half.subarray(0, 31),
    Buffer.concat([half, Buffer.alloc(1)]),
  ];
  for (const other of kept)
    expect(() => openSplitEnvelope(vaultKey, place, other, sealed)).toThrow(IntegrityError);
  const asSecret = { ...place, purpose: "secret" } as const;
  expect(() => openEnvelope(vaultKey, asSecret, sealed)).toThrow(IntegrityError);
});

test("the other half alone opens nothing", () => {
  const half = randomBytes(32);
  const sealed = sealSplitEnvelope(vaultKey, place, half, seed);
  const stranger = { id: vaultKey.id, key: randomBytes(32) };
  expect(() => openSplitEnvelope(stranger, place, half, sealed)).toThrow(IntegrityError);
});

test("a short half is a mistake of ours, and seals nothing", () => {
  for (const length of [0, 31])
    expect(() => sealSplitEnvelope(vaultKey, place, randomBytes(length), seed)).toThrow("256 bits");
});

test("a flipped bit of the half, the blob or the place gives no plaintext (INV-12)", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 60 }),
      fc.nat(1 << 20),
      fc.constantFrom("vaultId", "objectId"),
      (half, bit, part) => {
        const sealed = sealSplitEnvelope(vaultKey, place, half, seed);
        expect(openSplitEnvelope(vaultKey, place, half, sealed).equals(seed)).toBe(true);
        const attempts = [
          () => openSplitEnvelope(vaultKey, place, flipped(half, bit), sealed),
          () => openSplitEnvelope(vaultKey, place, half, flipped(sealed, bit)),
          () => openSplitEnvelope(vaultKey, { ...place, [part]: "another" }, half, sealed),
          () => openSplitEnvelope(vaultKey, { ...place, version: 2 }, half, sealed),
        ];
        for (const attempt of attempts) expect(attempt).toThrow(IntegrityError);
      },
    ),
    { numRuns: Math.ceil(rounds.cases / 5) },
  );
});

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const broken = Buffer.from(bytes);
  const at = (bit >> 3) % broken.length;
  broken[at] = (broken[at] ?? 0) ^ (1 << (bit & 7));
  return broken;
}
