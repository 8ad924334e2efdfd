import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { compareVersionsInput } from "#lib/contract/secrets.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { compareVersions } from "./compare-versions.ts";
import { deleteSecret } from "./delete-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const projectId = await aProject(ctx);
const anEdited = async (before: typeof content, after: typeof content) => {
  const secretId = await aSecret(ctx, { projectId, content: before });
  await writeVersion(ctx, { secretId, expectedVersion: 1, content: after });
  return secretId;
};
const content = single("");

test("fields are told by what became of them, and no value leaves", async () => {
  const secretId = await anEdited(
    structured({ same: "planted-a", changed: "planted-b", gone: "planted-c" }),
    structured({ fresh: "planted-d", changed: "planted-e", same: "planted-a" }),
  );
  const compared = await compareVersions(ctx, { secretId, from: 1, to: 2 });
  expect(compared).toEqual({
    from: { version: 1, kind: "structured", sizeBytes: expect.any(Number) },
    to: { version: 2, kind: "structured", sizeBytes: expect.any(Number) },
    differences: [
      { field: "fresh", state: "added" },
      { field: "changed", state: "changed" },
      { field: "same", state: "same" },
      { field: "gone", state: "removed" },
    ],
  });
  expect(JSON.stringify(compared)).not.toContain("planted");
});

test("the other way round, what was added was removed", async () => {
  const secretId = await anEdited(structured({ a: "1" }), structured({ a: "1", b: "2" }));
  const { differences } = await compareVersions(ctx, { secretId, from: 2, to: 1 });
  expect(differences).toEqual([
    { field: "a", state: "same" },
    { field: "b", state: "removed" },
  ]);
});

test.each([
  ["the same", "x", "x", "same"],
  ["another", "x", "yy", "changed"],
  ["one that differs in white space only", "x", "x\n", "changed"],
])("a single value is %s, with both sizes", async (_, before, after, state) => {
  const secretId = await anEdited(single(before), single(after));
  expect(await compareVersions(ctx, { secretId, from: 1, to: 2 })).toEqual({
    from: { version: 1, kind: "single", sizeBytes: before.length },
    to: { version: 2, kind: "single", sizeBytes: after.length },
    differences: [{ field: null, state }],
  });
});

test("a value that became fields was removed, and they were added", async () => {
  const secretId = await anEdited(single("x"), structured({ a: "x" }));
  const { differences } = await compareVersions(ctx, { secretId, from: 1, to: 2 });
  expect(differences).toEqual([
    { field: "a", state: "added" },
    { field: null, state: "removed" },
  ]);
});

test("a comparison is recorded, before anything is opened", async () => {
  const secretId = await anEdited(single("x"), single("y"));
  let rows = 0;
  const open: typeof ctx.keyring.open = async (...args) => {
    rows = (await eventsOf(ctx, secretId)).length;
    return ctx.keyring.open(...args);
  };
  await compareVersions({ ...ctx, keyring: { ...ctx.keyring, open } }, { secretId, from: 1, to: 2 });
  expect(rows).toBe(3);
  expect((await eventsOf(ctx, secretId)).at(-1)).toMatchObject({
    ...{ action: "secret.versions_compared", outcome: "allowed", version: 2 },
    ...{ actorId: ctx.actor.userId, secretId, projectId },
  });
});

test("a version that never was, and the trash, are not found, and not recorded", async () => {
  const secretId = await anEdited(single("x"), single("y"));
  await expect(compareVersions(ctx, { secretId, from: 1, to: 3 })).rejects.toMatchObject({
    code: "not_found",
  });
  await deleteSecret(ctx, { secretId });
  await expect(compareVersions(ctx, { secretId, from: 1, to: 2 })).rejects.toMatchObject({
    code: "not_found",
  });
  const actions = (await eventsOf(ctx, secretId)).map(({ action }) => action);
  expect(actions).not.toContain("secret.versions_compared");
});

test("a version is not compared with itself", () => {
  expect(compareVersionsInput.safeParse({ secretId: "sk_a1b2c3d4e5", from: 1, to: 1 }).success).toBe(false);
});
