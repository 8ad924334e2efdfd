import { expect, test } from "vitest";
import { makeRequestMeter } from "./request-meter.ts";

const at = (ms: number) => new Date(1_800_000_000_000 + ms);

test("a tenth of a second's budget is let in unasked, each second anew and each machine for itself", () => {
  const meter = makeRequestMeter(100);
  const metered = (machine: string, ms: number) =>
    Array.from({ length: 15 }, () => meter.isMetered(machine, at(ms))).filter((isMetered) => isMetered);
  expect(metered("a", 0)).toHaveLength(5);
  expect(metered("b", 0)).toHaveLength(5);
  expect(metered("a", 999)).toHaveLength(15);
  expect(metered("a", 1000)).toHaveLength(5);
});

test("the counted rest ends where the budget does", () => {
  const meter = makeRequestMeter(100);
  expect([0, 1, 90, 91].map((used) => meter.isWithin(used))).toEqual([true, true, true, false]);
});

test("a budget of a few is counted from the first request on", () => {
  const meter = makeRequestMeter(3);
  expect(meter.isMetered("a", at(0))).toBe(true);
  expect([3, 4].map((used) => meter.isWithin(used))).toEqual([true, false]);
});
