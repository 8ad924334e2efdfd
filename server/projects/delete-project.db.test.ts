import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { writeVersion } from "../secrets/write-version.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single } from "../testing/a-secret.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { deleteProject } from "./delete-project.ts";
import { getProject } from "./get-project.ts";
import { previewDeletion } from "./preview-deletion.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

/** A project with everything that hangs on one, and a neighbour that shares its machine and token. */
async function aFullProject(name: string) {
  const [projectId, neighbourId] = [await aProject(ctx, name), await aProject(ctx, `${name} neighbour`)];
  const secretId = await aSecret(ctx, { projectId, name: "LIVE" });
  await writeVersion(ctx, { secretId, expectedVersion: 1, content: single("2") });
  const trashedId = await aSecret(ctx, { projectId, name: "TRASHED" });
  const keptId = await aSecret(ctx, { projectId: neighbourId, name: "KEPT" });
  const scope = { projectIds: [projectId, neighbourId], secretIds: [secretId, trashedId, keptId] };
  const machine = await aStoredMachine(ctx, scope);
  const token = await aStoredToken(ctx, scope);
  await deleteSecret(ctx, { secretId: trashedId });
  return { projectId, secretId, trashedId, keptId, machine, token };
}

async function rowsOf(projectId: string, secretIds: readonly string[]) {
  const ids = [...secretIds];
  const [row] = await world.sql`select
    (select count(*)::int from projects where id = ${projectId}) as projects,
    (select count(*)::int from secrets where project_id = ${projectId}) as secrets,
    (select count(*)::int from secret_versions where secret_id = any(${ids})) as versions,
    (select count(*)::int from secret_variables where project_id = ${projectId}) as variables,
    (select count(*)::int from grants where secret_id = any(${ids})) as grants,
    (select count(*)::int from machine_projects where project_id = ${projectId}) as links,
    (select count(*)::int from enrollment_token_projects where project_id = ${projectId}) as token_projects,
    (select count(*)::int from enrollment_token_secrets where secret_id = any(${ids})) as token_secrets`;
  return row;
}

const full = {
  ...{ projects: 1, secrets: 2, versions: 3, variables: 1 },
  ...{ grants: 2, links: 1, token_projects: 1, token_secrets: 2 },
};
const none = Object.fromEntries(Object.keys(full).map((key) => [key, 0]));

test("the preview names what would go and who would notice", async () => {
  const { projectId, secretId, machine, token } = await aFullProject("Preview");
  const scope = { projectIds: [projectId], secretIds: [secretId] };
  await aStoredMachine(ctx, { ...scope, expiresAt: new Date(Date.now() - 1000) });
  await aStoredToken(ctx, { ...scope, revokedAt: new Date() });
  await readSecret(aMachineContext(ctx, machine), secretId);
  expect(await previewDeletion(ctx, { projectId })).toEqual({
    secrets: [{ id: secretId, name: "LIVE", lastReadAt: expect.stringContaining("T") }],
    trashedSecretCount: 1,
    machines: [{ id: machine.id, name: machine.name }],
    tokens: [{ id: token.id, name: token.name }],
  });
});

test("deletion takes everything of the project, nothing of its neighbour, and the event keeps the name", async () => {
  const { projectId, secretId, trashedId, keptId, machine } = await aFullProject("Doomed");
  expect(await rowsOf(projectId, [secretId, trashedId])).toEqual(full);
  await deleteProject(ctx, { projectId, confirmName: "Doomed" });
  expect(await rowsOf(projectId, [secretId, trashedId])).toEqual(none);
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).rejects.toMatchObject({
    code: "access_denied",
  });
  await expect(readSecret(aMachineContext(ctx, machine), keptId)).resolves.toBeDefined();
  await expect(getProject(ctx, { projectId })).rejects.toMatchObject({ code: "not_found" });
  expect((await eventsOf(ctx, projectId)).at(-1)).toMatchObject({
    ...{ action: "project.deleted", outcome: "allowed", label: "Doomed", projectId },
  });
});

test.each(["", "typed", "Typed ", " Typed", "TYPED", "Typed\u200b", "Ty\u0440ed"])(
  "the confirmation %j is not the name Typed, and nothing is deleted",
  async (confirmName) => {
    const mine = await aUserContext(world);
    const projectId = await aProject(mine, "Typed");
    await aSecret(mine, { projectId });
    const before = await eventsOf(mine);
    await expect(deleteProject(mine, { projectId, confirmName })).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "confirmName" }],
    });
    expect(await getProject(mine, { projectId })).toMatchObject({ name: "Typed", secretCount: 1 });
    expect(await eventsOf(mine)).toEqual(before);
  },
);

test("a secret that is created while its project is deleted goes with it or is refused", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const projectId = await aProject(ctx, `Race ${round}`);
    const [deleted, created] = await Promise.allSettled([
      deleteProject(ctx, { projectId, confirmName: `Race ${round}` }),
      aSecret(ctx, { projectId }),
    ]);
    expect(deleted.status).toBe("fulfilled");
    if (created.status === "rejected") expect(created.reason).toMatchObject({ code: "not_found" });
    const [row] = await world.sql`select count(*)::int as left from secrets where project_id = ${projectId}`;
    expect(row).toEqual({ left: 0 });
  }
});
