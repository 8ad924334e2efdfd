import { expect, test } from "vitest";
import { EMPTY_DRAFT, inputOf, type ProjectOption, policyOf } from "./token-draft.ts";

const now = new Date("2026-11-20T18:40:00.000Z");
const secret = (id: string, name: string) => ({ id, name, fieldNames: null, variables: [name] });
const projects: ProjectOption[] = [
  { id: "proj_a", name: "Payments", secrets: [secret("sk_1", "A"), secret("sk_2", "B")] },
  { id: "proj_b", name: "Web", secrets: [secret("sk_3", "C")] },
];

test("a project is part of the token exactly when one of its secrets is", () => {
  const input = inputOf({ ...EMPTY_DRAFT, secretIds: new Set(["sk_2"]) }, projects);
  expect([input.projectIds, input.secretIds]).toEqual([["proj_a"], ["sk_2"]]);
});

test("a secret that is no longer offered is not sent", () => {
  expect(inputOf({ ...EMPTY_DRAFT, secretIds: new Set(["sk_gone"]) }, projects).secretIds).toEqual([]);
});

test("limits left empty are no limits, never an empty pattern", () => {
  const { sourceCidr, hostnamePattern, namePattern } = inputOf(
    { ...EMPTY_DRAFT, sourceCidr: "  " },
    projects,
  );
  expect([sourceCidr, hostnamePattern, namePattern]).toEqual([null, null, null]);
});

test.each(["", "0", "-1", "1.5", "1e3", "many"])(
  "%j uses are sent as none, for the server to refuse",
  (maxUses) => {
    expect(inputOf({ ...EMPTY_DRAFT, maxUses }, projects).maxUses).toBe(0);
  },
);

test("the sentence beside the form ends when the token would", () => {
  const draft = { ...EMPTY_DRAFT, tokenLifetime: { amount: "2", unit: "hours" } as const };
  expect(policyOf(draft, projects, now)?.expiresAt).toBe("2026-11-20T20:40:00.000Z");
  expect(policyOf({ ...draft, maxUses: "" }, projects, now)).toBeNull();
});
