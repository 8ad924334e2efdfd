import { expect, test } from "vitest";
import { createClaimInput } from "#lib/contract/claims.ts";
import {
  type ContainerDraft,
  claimOf,
  emptyDraft,
  foundSecrets,
  type ProjectOption,
  planOf,
} from "./container-draft.ts";

const now = new Date("2026-11-20T18:40:00.000Z");
const secret = (id: string, name: string) => ({
  id,
  name,
  fieldNames: null,
  variables: [name.toUpperCase()],
});
const projects: ProjectOption[] = [
  { id: "proj_a", name: "Payments", secrets: [secret("sk_1", "database url"), secret("sk_2", "B")] },
  { id: "proj_b", name: "Web", secrets: [secret("sk_3", "C")] },
];
const draft = (change: Partial<ContainerDraft>) => ({ ...emptyDraft(projects), ...change });

test("only ticks of the chosen project are sent, and the others wait for it to be chosen", () => {
  const ticked = draft({ secretIds: new Set(["sk_2", "sk_3"]) });
  expect(planOf(ticked, projects, now).secretIds).toEqual(["sk_2"]);
  expect(planOf({ ...ticked, projectId: "proj_b" }, projects, now).secretIds).toEqual(["sk_3"]);
});

test("a machine without an end has none, whatever is in the hidden field", () => {
  const lifetime = { amount: "many", unit: "days" } as const;
  expect(planOf(draft({ lifetime }), projects, now).machineLifetimeSeconds).toBeNull();
  expect(planOf(draft({ lifetime, hasEnd: true }), projects, now).machineLifetimeSeconds).toBe(0);
});

test.each([
  ["15", "minutes", 900],
  ["24", "hours", 86_400],
  ["", "hours", 0],
  ["1.5", "hours", 0],
  ["-1", "hours", 0],
] as const)("a claim for %j %s lives %i seconds", (amount, unit, seconds) => {
  expect(claimOf(draft({ claimLifetime: { amount, unit } }), projects, now).claimLifetimeSeconds).toBe(
    seconds,
  );
});

test("no number that anybody can type becomes a lifetime the contract would take for another", () => {
  for (const amount of ["0", "14", "1e3", "0x20", "999999", " "]) {
    const claim = claimOf(draft({ claimLifetime: { amount, unit: "minutes" } }), projects, now);
    expect(createClaimInput.shape.claimLifetimeSeconds.safeParse(claim.claimLifetimeSeconds).success).toBe(
      false,
    );
  }
});

test("a search finds names and the variables they arrive as, whatever the case", () => {
  const [payments] = projects;
  const names = (search: string) => foundSecrets(payments?.secrets ?? [], search).map(({ id }) => id);
  expect([names("URL"), names("DATABASE URL"), names(" b "), names(""), names("x")]).toEqual([
    ["sk_1"],
    ["sk_1"],
    ["sk_1", "sk_2"],
    ["sk_1", "sk_2"],
    [],
  ]);
});
