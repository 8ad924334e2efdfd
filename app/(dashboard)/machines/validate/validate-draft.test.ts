import { expect, test } from "vitest";
import { createBootstrapTokenInput } from "#lib/contract/bootstrap.ts";
import { emptyDraft, inputOf } from "./validate-draft.ts";

const NOW = new Date("2026-11-20T10:00:00.000Z");

test("an untouched form is a whole input, of either kind", () => {
  for (const kind of ["long_lived", "temporary"] as const)
    expect(createBootstrapTokenInput.safeParse(inputOf(emptyDraft(kind), NOW)).success).toBe(true);
});

test("a long-lived machine is sent without what only a temporary one has", () => {
  expect(inputOf({ ...emptyDraft("long_lived"), name: " web-1 " }, NOW)).toEqual({
    kind: "long_lived",
    machineName: "web-1",
    description: "",
  });
});

test("a lifetime that is no number is refused at its field", () => {
  const draft = { ...emptyDraft("temporary"), lifetime: { amount: "soon", unit: "days" as const } };
  const { error } = createBootstrapTokenInput.safeParse(inputOf(draft, NOW));
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["machineLifetimeSeconds", "A temporary machine lives at least one hour."],
  ]);
});
