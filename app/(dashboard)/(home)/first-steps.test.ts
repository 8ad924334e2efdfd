import { expect, test } from "vitest";
import { firstSteps, isFirstReadDone } from "./first-steps.ts";

const nothing = { project: false, secret: false, token: false, enrolled: false, firstRead: false };

test("the way from nothing to the first read has a button at every step", () => {
  const steps = firstSteps({ checklist: nothing, firstProjectId: null });
  expect(steps.map(({ action }) => action?.href)).toEqual([
    "/projects",
    "/projects",
    "/tokens/new",
    "/integrations",
    "/machines",
  ]);
  expect(isFirstReadDone({ checklist: nothing, firstProjectId: null })).toBe(false);
});

test("storing the first secret leads into the first project", () => {
  const [, store] = firstSteps({ checklist: { ...nothing, project: true }, firstProjectId: "proj_a" });
  expect(store?.action?.href).toBe("/projects/proj_a/secrets/new");
});

test("the checklist goes once everything on it happened", () => {
  const all = { project: true, secret: true, token: true, enrolled: true, firstRead: true };
  expect(isFirstReadDone({ checklist: all, firstProjectId: "proj_a" })).toBe(true);
});
