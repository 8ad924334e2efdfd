import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../testing/rounds.ts";
import { aeadOpen, aeadSeal, IntegrityError } from "./aead.ts";
import { openEnvelope, type SealPlace, sealEnvelope } from "./envelope.ts";

const placesOf = (id: fc.Arbitrary<string>): fc.Arbitrary<SealPlace> =>
  fc.record({
    purpose: fc.constant("secret"),
    vaultId: id,
    objectId: id,
    version: fc.integer({ min: 1, max: 12 }),
  });
const places = placesOf(fc.string({ unit: "grapheme", maxLength: 12 }));
// So few names that two places often differ in one part alone, or only in where one part ends.
const alike = placesOf(fc.constantFrom("", "a", "aa", "a1"));
const values = fc.uint8Array({ maxLength: 300 });
const aVaultKey = () => ({ id: randomUUID(), key: randomBytes(32) });

const flipped = (bytes: Uint8Array, bit: number): Buffer => {
  const broken = Buffer.from(bytes);
  const at = (bit >> 3) % broken.length;
  broken[at] = (broken[at] ?? 0) ^ (1 << (bit & 7));
  return broken;
};

test("what was sealed opens as itself, and not with a bit of it flipped (INV-12)", () => {
  const key = aVaultKey();
  fc.assert(
    fc.property(values, places, fc.nat(1 << 20), (value, place, bit) => {
      const sealed = sealEnvelope(key, place, value);
      expect(openEnvelope(key, place, sealed).equals(value)).toBe(true);
      expect(() => openEnvelope(key, place, flipped(sealed, bit))).toThrow(IntegrityError);
    }),
    { numRuns: rounds.cases },
  );
});

test("a bit flipped in the context opens nothing (INV-12)", () => {
  const key = randomBytes(32);
  fc.assert(
    fc.property(
      values,
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.nat(1 << 20),
      (value, context, bit) => {
        const sealed = aeadSeal(key, context, value);
        expect(aeadOpen(key, context, sealed).equals(value)).toBe(true);
        expect(() => aeadOpen(key, flipped(context, bit), sealed)).toThrow(IntegrityError);
      },
    ),
    { numRuns: rounds.cases },
  );
});

test("blobs that change places open in none of them, whatever two rows they are of (INV-12)", () => {
  const keys = [aVaultKey(), aVaultKey()];
  const rows = fc.uniqueArray(alike, {
    minLength: 2,
    maxLength: 5,
    selector: ({ vaultId, objectId, version }) => JSON.stringify([vaultId, objectId, version]),
  });
  fc.assert(
    fc.property(rows, fc.nat(1), values, (rows, odd, value) => {
      const keyOf = (row: number) => keys[(row * odd) % 2] ?? aVaultKey();
      const blobs = rows.map((place, row) => sealEnvelope(keyOf(row), place, value));
      for (const [row, place] of rows.entries())
        for (const [other, blob] of blobs.entries())
          if (other === row) expect(openEnvelope(keyOf(row), place, blob).equals(value)).toBe(true);
          else expect(() => openEnvelope(keyOf(row), place, blob)).toThrow(IntegrityError);
    }),
    { numRuns: Math.ceil(rounds.cases / 5) },
  );
});
