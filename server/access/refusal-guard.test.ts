import { expect, test } from "vitest";
import { makeRefusalGuard, REFUSALS_PER_MINUTE } from "./refusal-guard.ts";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

test("a flood of one refusal becomes sixty rows a minute, and the next minute has its own", () => {
  const mayRecord = makeRefusalGuard();
  const recorded = (seconds: number) =>
    Array.from({ length: 500 }, () => mayRecord("etok_a", "token_revoked", at(seconds))).filter(Boolean)
      .length;
  expect(recorded(0)).toBe(REFUSALS_PER_MINUTE);
  expect(recorded(59)).toBe(0);
  expect(recorded(60)).toBe(REFUSALS_PER_MINUTE);
  expect(recorded(-3600), "a clock that was set back").toBe(REFUSALS_PER_MINUTE);
});

test("a flood hides neither another reason nor anybody else's refusals", () => {
  const mayRecord = makeRefusalGuard();
  for (let count = 0; count < 500; count++) mayRecord("etok_a", "token_revoked", at(0));
  expect(mayRecord("etok_a", "source_not_allowed", at(0))).toBe(true);
  expect(mayRecord("etok_b", "token_revoked", at(0))).toBe(true);
});
