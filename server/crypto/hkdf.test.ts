import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hkdfBlocks } from "./hkdf.ts";

const bothBlocks = (input: Uint8Array, info: Uint8Array) => {
  const { first, second } = hkdfBlocks(input, info);
  return Buffer.concat([first, second]);
};

test("the vector without salt and info comes out (RFC 5869, A.3)", () => {
  const expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8";
  const found = bothBlocks(Buffer.alloc(22, 0x0b), Buffer.alloc(0));
  expect(found.subarray(0, 42).toString("hex")).toBe(expected);
});

test("the blocks are those of OpenSSL for any input and info", () => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, (input, info) => {
      const expected = Buffer.from(hkdfSync("sha256", input, "", info, 64));
      expect(bothBlocks(input, info)).toEqual(expected);
    }),
  );
});
