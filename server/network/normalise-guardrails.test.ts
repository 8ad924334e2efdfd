import { expect, test } from "vitest";
import { normaliseGuardrails } from "./normalise-guardrails.ts";

const hours = { start: "08:00", end: "18:00", days: ["mon" as const], timeZone: "UTC" };

test("ranges are kept in the one form every reader understands, each once", () => {
  const sourceCidrs = ["10.1.2.3/8", "192.0.2.7", "10.0.0.0/8", "::ffff:192.0.2.7"];
  expect(normaliseGuardrails({ sourceCidrs, hours })).toEqual({
    sourceCidrs: ["10.0.0.0/8", "192.0.2.7/32"],
    hours,
  });
});

test("a bad range is said at its own place in the list", () => {
  const sourceCidrs = ["10.0.0.0/8", "10.0.0.0/33"];
  expect(() => normaliseGuardrails({ sourceCidrs, hours: null })).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      issues: [{ path: "guardrails.sourceCidrs.1", message: expect.stringContaining("0 to 32") }],
    }),
  );
});

test("guardrails that guard nothing are none", () => {
  expect(normaliseGuardrails(null)).toBeNull();
  expect(normaliseGuardrails({ sourceCidrs: null, hours: null })).toBeNull();
});
