import { expect, test } from "vitest";
import { hoursWords } from "./guardrail-words.ts";

const hours = { start: "08:00", end: "18:00", days: ["mon", "tue", "wed", "thu", "fri"], timeZone: "UTC" };
const words = (change: Partial<Parameters<typeof hoursWords>[0]>) =>
  hoursWords({ ...hours, ...change } as Parameters<typeof hoursWords>[0]);

test("hours are said as people say them", () => {
  expect(words({})).toBe("Mon–Fri, 08:00–18:00, UTC");
  expect(words({ days: ["mon", "wed", "sat", "sun"] })).toBe("Mon, Wed, Sat, Sun, 08:00–18:00, UTC");
  expect(words({ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] })).toMatch(/^Every day, /);
  expect(words({ days: ["fri"], start: "22:00", end: "06:00" })).toBe("Fri, 22:00–06:00 the next day, UTC");
  expect(words({ days: ["sat"], start: "00:00", end: "00:00" })).toBe("Sat, 00:00 to the next 00:00, UTC");
});
