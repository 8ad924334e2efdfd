import { expect, test } from "vitest";
import { createTokenInput } from "#lib/contract/tokens.ts";
import { retiredNames } from "./retired-names.ts";

const now = new Date("2026-11-21T23:59:59Z");

test("the plainest name is first, and no two are the same", () => {
  const names = retiredNames("Deploy", now);
  expect(names.slice(0, 2)).toEqual(["Deploy (rotated 2026-11-21)", "Deploy (rotated 2026-11-21, 2)"]);
  expect(new Set(names).size).toBe(names.length);
});

test.each(["x".repeat(64), "🔑".repeat(32), `${"x".repeat(42)}🔑${"y".repeat(20)}`, "a"])(
  "every name made of %j is a token's name",
  (name) => {
    for (const made of retiredNames(name, now))
      expect(createTokenInput.shape.name.safeParse(made)).toEqual({ success: true, data: made });
  },
);
