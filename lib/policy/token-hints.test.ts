import { expect, test } from "vitest";
import { tokenHints } from "./token-hints.ts";

const DAY = 86_400_000;
const now = new Date("2026-11-21T12:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * DAY);
const token = {
  state: "active",
  uses: 1,
  maxUses: 50,
  createdAt: ago(10),
  expiresAt: ago(-60),
  lastUsedAt: ago(1),
};

test.each([
  ["fresh and used", {}, []],
  ["one use under four fifths", { uses: 39 }, []],
  ["four fifths", { uses: 40 }, ["uses_nearly_gone"]],
  ["a single use is not nearly gone", { maxUses: 1, uses: 1 }, []],
  ["a week and more left", { expiresAt: ago(-8) }, []],
  ["little left of much", { createdAt: ago(60), expiresAt: ago(-6) }, ["ends_soon"]],
  ["half of a short life left", { createdAt: ago(1), expiresAt: ago(-1) }, []],
  ["never used, new", { createdAt: ago(6), lastUsedAt: null }, []],
  ["never used, old", { createdAt: ago(8), lastUsedAt: null }, ["never_used"]],
  ["not used for a month", { createdAt: ago(90), lastUsedAt: ago(31) }, ["unused"]],
  [
    "all at once",
    { uses: 50, createdAt: ago(90), expiresAt: ago(-1), lastUsedAt: ago(31) },
    ["uses_nearly_gone", "ends_soon", "unused"],
  ],
  ["ended", { state: "revoked", uses: 50, lastUsedAt: null }, []],
])("%s", (_, change, hints) => {
  expect(tokenHints({ ...token, ...change }, now)).toEqual(hints);
});
