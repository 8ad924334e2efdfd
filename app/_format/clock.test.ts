import { expect, test } from "vitest";
import { formatClock, spokenTimeLeft } from "./clock.ts";

test.each([
  [0, "0:00"],
  [9, "0:09"],
  [60, "1:00"],
  [872, "14:32"],
  [3599, "59:59"],
  [3600, "1:00:00"],
  [86_399, "23:59:59"],
])("%i seconds are %s", (seconds, clock) => {
  expect(formatClock(seconds)).toBe(clock);
});

test("a countdown speaks when five minutes, one minute and no time are left, and not in between", () => {
  const said = Array.from({ length: 902 }, (_, passed) => spokenTimeLeft(901 - passed));
  const changes = said.filter((text, at) => text !== said[at - 1]);
  expect(changes).toEqual(["", "Less than five minutes left", "Less than a minute left", "No time left"]);
  expect([spokenTimeLeft(301), spokenTimeLeft(300)]).toEqual(["", "Less than five minutes left"]);
});
