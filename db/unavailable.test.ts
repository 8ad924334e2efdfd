import { expect, test } from "vitest";
import { isDatabaseUnavailable } from "./unavailable.ts";

const failed = (code: string) =>
  new Error("Failed query", { cause: Object.assign(new Error("x"), { code }) });

test.each([
  ["a statement that took too long", "57014", true],
  ["a lock that took too long", "55P03", true],
  ["a full disk", "53100", true],
  ["a shutdown", "57P01", true],
  ["a replica after a failover", "25006", true],
  ["a lost connection", "CONNECTION_CLOSED", true],
  ["nobody listening", "ECONNREFUSED", true],
  ["a name that is taken", "23505", false],
  ["a column that is not there", "42703", false],
  ["text that is not valid", "22021", false],
])("%s (%s): unavailable is %s", (_, code, expected) => {
  expect(isDatabaseUnavailable(failed(code))).toBe(expected);
});

test("anything else is not the database's", () => {
  for (const error of [null, "57014", new TypeError("x"), { code: "57014" }])
    expect(isDatabaseUnavailable(error)).toBe(false);
});
