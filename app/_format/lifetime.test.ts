import { expect, test } from "vitest";
import { lifetimeSeconds } from "./lifetime.ts";

const DAY = 86_400;
const from = (at: string) => new Date(`${at}T10:30:00.000Z`);

test.each([
  ["1", "hours", "2026-11-20", 3600],
  [" 14 ", "days", "2026-11-20", 14 * DAY],
  ["1", "months", "2026-11-20", 30 * DAY],
  ["1", "months", "2027-01-31", 28 * DAY],
  ["1", "months", "2026-12-31", 31 * DAY],
  // The longest year there is: what the server allows at most.
  ["12", "months", "2027-03-01", 366 * DAY],
] as const)("%s %s from %s on", (amount, unit, at, seconds) => {
  expect(lifetimeSeconds({ amount, unit }, from(at))).toBe(seconds);
});

test.each(["", "0", "-1", "1.5", "1e3", "x", "1234567"])("%j is no lifetime", (amount) => {
  expect(lifetimeSeconds({ amount, unit: "days" }, from("2026-11-20"))).toBeNull();
});
