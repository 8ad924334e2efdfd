import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { deleteSecret } from "./delete-secret.ts";
import { getSecret } from "./get-secret.ts";
import { listSecrets } from "./list-secrets.ts";
import { listTrash } from "./list-trash.ts";
import { purgeExpiredSecrets } from "./purge-expired-secrets.ts";
import { purgeSecret } from "./purge-secret.ts";
import { restoreSecret } from "./restore-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const DAY_MS = 86_400_000;

const lastAction = async (secretId: string) => (await eventsOf(ctx, secretId)).at(-1)?.action;

test("a deleted secret is in the trash for 30 days, out of the list, and its machine learns that it is deleted", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "GONE" });
  const machine = await aStoredMachine(ctx, { projectIds: [projectId], secretIds: [secretId] });
  await deleteSecret(ctx, { secretId });
  expect(await lastAction(secretId)).toBe("secret.deleted");
  expect(await listSecrets(ctx, { projectId, search: "" })).toEqual([]);
  const [trashed] = await listTrash(ctx, { projectId });
  expect(trashed).toMatchObject({ id: secretId, name: "GONE" });
  expect(Date.parse(trashed?.purgeAt ?? "") - Date.parse(trashed?.deletedAt ?? "")).toBe(30 * DAY_MS);
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).rejects.toMatchObject({
    code: "secret_deleted",
  });
});

test("what is in the trash can be neither changed nor deleted again", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId });
  await deleteSecret(ctx, { secretId });
  const notFound = { code: "not_found" };
  await expect(deleteSecret(ctx, { secretId })).rejects.toMatchObject(notFound);
  await expect(getSecret(ctx, { secretId })).rejects.toMatchObject(notFound);
  const write = { secretId, expectedVersion: 1, content: single("x") };
  await expect(writeVersion(ctx, write)).rejects.toMatchObject(notFound);
});

test("a restored secret has its versions, grants and variables back", async () => {
  const projectId = await aProject(ctx);
  const content = structured({ A: "1" });
  const secretId = await aSecret(ctx, { projectId, name: "BACK", content });
  const machine = await aStoredMachine(ctx, { projectIds: [projectId], secretIds: [secretId] });
  await deleteSecret(ctx, { secretId });
  await restoreSecret(ctx, { secretId });
  expect(await lastAction(secretId)).toBe("secret.restored");
  expect(await readSecret(aMachineContext(ctx, machine), secretId)).toMatchObject({ value: '{"A":"1"}' });
  await expect(aSecret(ctx, { projectId, name: "BACK_A" })).rejects.toMatchObject({ code: "conflict" });
  await expect(restoreSecret(ctx, { secretId })).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  { name: "TAKEN", content: single("x"), message: "A secret named TAKEN exists already" },
  { name: "TAKEN", content: structured({ A: "x" }), message: "A secret named TAKEN exists already" },
  { name: "taken", content: single("x"), message: "taken in this project arrives as TAKEN already" },
])("a restore in the way of $name ($content.kind) says so and changes nothing", async (successor) => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "TAKEN" });
  await deleteSecret(ctx, { secretId });
  await aSecret(ctx, { projectId, name: successor.name, content: successor.content });
  await expect(restoreSecret(ctx, { secretId })).rejects.toThrow(successor.message);
  expect(await listTrash(ctx, { projectId })).toHaveLength(1);
  expect(await lastAction(secretId)).toBe("secret.deleted");
});

test("only the trash can be emptied, and nothing of the secret is left", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "PURGED" });
  await aStoredMachine(ctx, { projectIds: [projectId], secretIds: [secretId] });
  await expect(purgeSecret(ctx, { secretId })).rejects.toMatchObject({ code: "not_found" });
  await expect(revealSecret(ctx, { secretId })).resolves.toBeDefined();
  await deleteSecret(ctx, { secretId });
  await purgeSecret(ctx, { secretId });
  const [rows] = await world.sql`select
    (select count(*)::int from secret_versions where secret_id = ${secretId}) as versions,
    (select count(*)::int from grants where secret_id = ${secretId}) as grants`;
  expect(rows).toEqual({ versions: 0, grants: 0 });
  expect((await eventsOf(ctx, secretId)).at(-1)).toMatchObject({ action: "secret.purged", label: "PURGED" });
  await expect(restoreSecret(ctx, { secretId })).rejects.toMatchObject({ code: "not_found" });
});

test("the sweep removes exactly what is due, in every vault, and each vault's log says so", async () => {
  const other = await aUserContext(world);
  const [mine, theirs] = [await aProject(ctx), await aProject(other)];
  const due = [
    { owner: ctx, id: await aSecret(ctx, { projectId: mine }) },
    { owner: other, id: await aSecret(other, { projectId: theirs }) },
  ];
  const fresh = await aSecret(ctx, { projectId: mine });
  const live = await aSecret(ctx, { projectId: mine });
  for (const { owner, id } of [...due, { owner: ctx, id: fresh }])
    await deleteSecret(owner, { secretId: id });
  const ids = due.map(({ id }) => id);
  await world.ownerSql`update secrets set purge_at = now() - interval '1 millisecond' where id = any(${ids})`;

  expect(await purgeExpiredSecrets(aSystemContext(world), 100)).toBe(2);
  expect(await purgeExpiredSecrets(aSystemContext(world), 100)).toBe(0);
  expect((await listTrash(ctx, { projectId: mine })).map(({ id }) => id)).toEqual([fresh]);
  await expect(getSecret(ctx, { secretId: live })).resolves.toBeDefined();
  for (const { owner, id } of due)
    expect((await eventsOf(owner, id)).at(-1)).toMatchObject({
      ...{ action: "secret.purged", actorKind: "system", actorId: null, secretId: id },
    });
});

test("two sweeps at once remove and record each secret once", async () => {
  const projectId = await aProject(ctx);
  const ids: string[] = [];
  for (let index = 0; index < 30; index++) ids.push(await aSecret(ctx, { projectId }));
  for (const secretId of ids) await deleteSecret(ctx, { secretId });
  await world.ownerSql`update secrets set purge_at = now() where id = any(${ids})`;
  const counts = await Promise.all([1, 2, 3].map(() => purgeExpiredSecrets(aSystemContext(world), 100)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(30);
  const purged = (await eventsOf(ctx)).filter(
    (event) => event.action === "secret.purged" && event.projectId === projectId,
  );
  expect(purged).toHaveLength(30);
});
