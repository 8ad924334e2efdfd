import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine, aStoredSecret } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { createProject } from "./create-project.ts";
import { getProject } from "./get-project.ts";
import { listProjects } from "./list-projects.ts";
import { updateProject } from "./update-project.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

test("a created project is listed and leaves its event", async () => {
  const { id } = await createProject(ctx, { name: "Payments API", description: "Runtime secrets" });
  expect(await getProject(ctx, { projectId: id })).toEqual({
    ...{ id, name: "Payments API", description: "Runtime secrets", createdAt: expect.stringContaining("T") },
    ...{ secretCount: 0, machineCount: 0, lastReadAt: null },
  });
  expect(await eventsOf(ctx, id)).toMatchObject([
    { action: "project.created", outcome: "allowed", label: "Payments API", projectId: id },
  ]);
});

test("a list counts live secrets, live machines and the last read, and holds one vault only", async () => {
  const [mine, other] = [await aUserContext(world), await aUserContext(world)];
  const [beta, alpha] = [await aProject(mine, "Beta"), await aProject(mine, "Alpha")];
  await aProject(other, "Alpha");
  const secret = await aStoredSecret(mine, beta);
  const scope = { projectIds: [beta], secretIds: [secret.id] };
  const machine = await aStoredMachine(mine, scope);
  await aStoredMachine(mine, { ...scope, disabledAt: new Date() });
  await aStoredMachine(mine, { ...scope, expiresAt: new Date(Date.now() - 1000) });
  await readSecret(aMachineContext(mine, machine), secret.id);
  expect(await listProjects(mine)).toMatchObject([
    { id: alpha, name: "Alpha", secretCount: 0, machineCount: 0, lastReadAt: null },
    { id: beta, name: "Beta", secretCount: 1, machineCount: 1, lastReadAt: expect.stringContaining("T") },
  ]);
});

test("a renamed project keeps its id, and the event has the new name", async () => {
  const projectId = await aProject(ctx, "Before");
  await updateProject(ctx, { projectId, name: "After", description: "d" });
  expect(await getProject(ctx, { projectId })).toMatchObject({ name: "After", description: "d" });
  expect((await eventsOf(ctx, projectId)).at(-1)).toMatchObject({
    action: "project.updated",
    label: "After",
  });
});

test("a name is used once per vault; the refusal says which and changes nothing", async () => {
  const mine = await aUserContext(world);
  await aProject(mine, "Taken");
  const projectId = await aProject(mine, "Free");
  const refusal = {
    ...{ code: "conflict", message: "A project named Taken exists already. Choose another name." },
    issues: [{ path: "name" }],
  };
  await expect(aProject(mine, "Taken")).rejects.toMatchObject(refusal);
  await expect(updateProject(mine, { projectId, name: "Taken", description: "" })).rejects.toMatchObject(
    refusal,
  );
  expect(await getProject(mine, { projectId })).toMatchObject({ name: "Free" });
  expect(await eventsOf(mine)).toHaveLength(2);
  await expect(aProject(await aUserContext(world), "Taken")).resolves.toBeDefined();
});

test("of twenty who create one name at once, one does", async () => {
  const mine = await aUserContext(world);
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => aProject(mine, "Race")));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await listProjects(mine)).toHaveLength(1);
  expect(await eventsOf(mine)).toHaveLength(1);
});
