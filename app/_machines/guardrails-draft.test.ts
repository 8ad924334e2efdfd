import { expect, test } from "vitest";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { guardrailsDraft, guardrailsOf, rangeProblem } from "./guardrails-draft.ts";

const BOTH: Guardrails = {
  sourceCidrs: ["10.0.0.0/8", "2001:db8::/32"],
  hours: { start: "22:00", end: "06:00", days: ["fri", "sat"], timeZone: "Europe/Oslo" },
};

test("what is stored comes back as it was, and nothing stays nothing", () => {
  expect(guardrailsOf(guardrailsDraft(BOTH))).toEqual(BOTH);
  expect(guardrailsOf(guardrailsDraft(null))).toBeNull();
});

test("ranges are lines; blank ones are nobody's mistake", () => {
  const draft = { ...guardrailsDraft(null), isSourceOn: true, ranges: "\n 10.0.0.0/8 \r\n\n192.0.2.1\n" };
  expect(guardrailsOf(draft)?.sourceCidrs).toEqual(["10.0.0.0/8", "192.0.2.1"]);
});

test("a guardrail that is on and empty is sent so, and one that is off is not sent", () => {
  const draft = { ...guardrailsDraft(BOTH), ranges: "", isHoursOn: false };
  expect(guardrailsOf(draft)).toEqual({ sourceCidrs: [], hours: null });
});

test("a complaint names its range", () => {
  const draft = { ...guardrailsDraft(BOTH), ranges: "10.0.0.0/8\n\n10.0.0/9" };
  const at = (path: string, message: string) => rangeProblem(draft, [{ path, message }]);
  expect(at("guardrails.sourceCidrs.1", "Use a range.")).toBe("10.0.0/9: Use a range.");
  expect(at("guardrails.sourceCidrs.1", "“10.0.0/9” is no range.")).toBe("“10.0.0/9” is no range.");
  expect(at("guardrails.sourceCidrs", "Add a range.")).toBe("Add a range.");
  expect(at("guardrails.hours.days", "Choose a day.")).toBeUndefined();
});
