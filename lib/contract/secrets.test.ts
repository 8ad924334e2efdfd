import { expect, test } from "vitest";
import { createSecretInput, renameSecretInput, secretContent } from "./secrets.ts";

const fields = (...sizes: number[]) => ({
  kind: "structured",
  fields: sizes.map((size, index) => ({ name: `F${index}`, value: "x".repeat(size) })),
});

test.each([
  ["one field of 256 KiB", fields(262_144), true],
  ["fields of 256 KiB together", fields(131_072, 131_072), true],
  ["one byte more together", fields(131_072, 131_073), false],
  ["eight fields of 256 KiB", fields(...Array.from({ length: 8 }, () => 262_144)), false],
])("a secret holds 256 KiB, however it is divided: %s", (_, content, isGood) => {
  expect(secretContent.safeParse(content).success).toBe(isGood);
  const named = { projectId: "proj_a1b2c3d4e5", name: "DB", content };
  expect(createSecretInput.safeParse(named).success).toBe(isGood);
});

test.each(["A\0B", "a\nb", "\u202eA", "\ud800A", " A", "", "x".repeat(129)])(
  "the name %j is refused before any row is touched",
  (name) => {
    expect(renameSecretInput.safeParse({ secretId: "sk_a1b2c3d4e5", name }).success).toBe(false);
  },
);
