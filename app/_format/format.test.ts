import { describe, expect, test } from "vitest";
import { counted, formatCount, formatSize, listed } from "./amount.ts";
import { durationSeconds } from "./duration.ts";
import { formatDay, formatInstant, formatMinute, formatRelative, formatShort } from "./instant.ts";

const now = new Date("2026-11-20T18:40:14.000Z");

describe("instants are exact, in UTC, and name the year only when it is not this one", () => {
  test.each([
    ["2026-11-20T18:31:07.412Z", "Nov 20, 18:31:07"],
    ["2027-01-02T03:04:05.000Z", "Jan 2, 2027, 03:04:05"],
  ])("%s", (at, text) => expect(formatInstant(at, now)).toBe(text));
  test("short is the clock today and the day before", () => {
    expect(formatShort("2026-11-20T08:01:02.000Z", now)).toBe("08:01:02");
    expect(formatShort("2026-11-19T08:01:02.000Z", now)).toBe("Nov 19");
  });
  test("to the minute and to the day", () => {
    expect(formatMinute("2026-12-04T18:40:59.000Z", now)).toBe("Dec 4, 18:40");
    expect(formatDay("2025-02-11T00:00:00.000Z", now)).toBe("Feb 11, 2025");
  });
});

describe("distance from now", () => {
  test.each([
    ["2026-11-20T18:40:14.000Z", "now"],
    ["2026-11-20T18:39:58.000Z", "16 s ago"],
    ["2026-11-20T18:31:07.000Z", "9 min ago"],
    ["2026-11-20T19:24:20.000Z", "in 44 min"],
    ["2026-11-19T22:00:03.000Z", "20 h ago"],
    ["2026-11-19T18:40:14.000Z", "1 day ago"],
    ["2026-12-02T18:40:14.000Z", "in 12 days"],
    ["2026-02-11T18:40:14.000Z", "9 months ago"],
  ])("%s is %s", (at, text) => expect(formatRelative(at, now)).toBe(text));
});

describe("amounts", () => {
  test.each([
    [1284, "1,284"],
    [99_999, "99,999"],
    [120_400, "120 k"],
    [1_248_213, "1.2 M"],
  ])("%i is %s", (count, text) => expect(formatCount(count)).toBe(text));
  test("words follow the count", () => {
    expect([counted(1, "secret"), counted(3, "secret"), counted(0, "entry", "entries")]).toEqual([
      "1 secret",
      "3 secrets",
      "0 entries",
    ]);
  });
  test("sizes", () => expect([formatSize(214), formatSize(3200)]).toEqual(["214 bytes", "3.2 kB"]));
  test("lists are cut with a count, never silently", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b, c and 2 more",
    ]);
  });
});

describe("durations", () => {
  test.each(["", "0", "-1", "1.5", "abc"])("%j is no amount", (text) => {
    expect(durationSeconds(text, "days")).toBeNull();
  });
  test("number and unit", () => expect(durationSeconds("14", "days")).toBe(1_209_600));
});
