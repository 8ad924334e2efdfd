import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { recordEvent } from "../audit/record-event.ts";
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

test("second uses of what lets a container in are alarms for a week, the newest first, in their vault alone", async () => {
  const owner = await aUserContext(world);
  const label = "quiet-otter-7f3a";
  for (const [action, kind] of [
    ["claim.reused", "claim"],
    ["bundle.refused", "bundle"],
    ["bundle.downloaded", "bundle"],
  ] as const) {
    const target = { kind, id: newId(kind === "claim" ? "clm" : "bndl"), label };
    await inTransaction(world.db, (tx) => recordEvent(tx, owner, { action, outcome: "denied", target }));
  }
  const alarmsAt = async (days: number, ctx = owner) => {
    const now = new Date(ctx.now.getTime() + days * 86_400_000);
    return (await getOverview({ ...ctx, now })).alarms.map(({ action }) => action);
  };
  expect(await alarmsAt(6)).toEqual(["bundle.refused", "claim.reused"]);
  expect(await alarmsAt(8)).toEqual([]);
  expect(await alarmsAt(0, await aUserContext(world))).toEqual([]);
});
