import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { getOverview } from "./get-overview.ts";

const world = await testDatabase();

test("an empty vault has everything ahead of it", async () => {
  const overview = await getOverview(await aUserContext(world));
  expect(overview.checklist).toEqual({
    project: false,
    secret: false,
    token: false,
    enrolled: false,
    firstRead: false,
  });
  expect(overview.firstProjectId).toBeNull();
  expect(overview.reads).toHaveLength(14);
  expect(overview.recent).toEqual([]);
});

test("what exists is counted and ticked, reads land on today, and another vault adds nothing", async () => {
  const owner = await aUserContext(world);
  const projectId = await aStoredProject(owner);
  const secret = await aStoredSecret(owner, projectId);
  const hidden = await aStoredSecret(owner, projectId);
  const machine = await aStoredMachine(owner, { projectIds: [projectId], secretIds: [secret.id] });
  await aStoredMachine(owner, { disabledAt: new Date() });
  await readSecret(aMachineContext(owner, machine), secret.id);
  await expect(readSecret(aMachineContext(owner, machine), hidden.id)).rejects.toThrow();
  const overview = await getOverview(owner);
  expect(overview.counts).toEqual({ projects: 1, secrets: 2, liveMachines: 1, activeTokens: 0 });
  expect(overview.checklist).toMatchObject({ project: true, secret: true, token: false, firstRead: true });
  expect(overview.firstProjectId).toBe(projectId);
  expect(overview.reads.reduce((sum, day) => sum + day.allowed, 0)).toBe(1);
  expect(overview.reads.reduce((sum, day) => sum + day.denied, 0)).toBe(1);
  expect(overview.recent.map(({ action }) => action)).toEqual(["secret.read_denied", "secret.read"]);
  expect((await getOverview(await aUserContext(world))).recent).toEqual([]);
});
