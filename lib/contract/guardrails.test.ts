import { expect, test } from "vitest";
import { guardrailsInput, hoursInput, SOURCE_RANGES_MAX } from "./guardrails.ts";

const hours = { start: "08:00", end: "18:00", days: ["mon"], timeZone: "Europe/Oslo" };

test.each(["UTC", "Europe/Oslo", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])(
  "%s is a zone",
  (timeZone) => {
    expect(hoursInput.safeParse({ ...hours, timeZone }).success).toBe(true);
  },
);

test.each(["../etc", "Etc/GMT+99", "", "+02:00", "Europe/Oslo ", "Europe/Oslo\n", "Mars/Base", "a/b/c/d"])(
  "%j is no zone (AT-66)",
  (timeZone) => {
    expect(hoursInput.safeParse({ ...hours, timeZone }).success).toBe(false);
  },
);

test.each(["24:00", "8:00", "08:60", "08:00:00", "-1:00", "08:00 ", "٠٨:٠٠"])("%j is no time", (start) => {
  expect(hoursInput.safeParse({ ...hours, start }).success).toBe(false);
});

test("an end before the start is a window over midnight, not an error", () => {
  expect(hoursInput.safeParse({ ...hours, start: "22:00", end: "06:00" }).success).toBe(true);
});

test.each([
  [{ hours: { ...hours, days: [] } }],
  [{ sourceCidrs: [] }],
  [{ sourceCidrs: [" "] }],
  [{ sourceCidrs: Array.from({ length: SOURCE_RANGES_MAX + 1 }, () => "10.0.0.0/8") }],
  [{ sourceCidrs: ["10.0.0.0/8"], country: "NO" }],
])("an empty, too long or unknown guardrail is refused, never everything: %j (AT-65, INV-17)", (input) => {
  expect(guardrailsInput.safeParse(input).success).toBe(false);
});
