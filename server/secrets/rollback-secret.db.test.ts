import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { deleteSecret } from "./delete-secret.ts";
import { getSecret } from "./get-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { rollbackSecret } from "./rollback-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase({ max: 20 });
const ctx = await aUserContext(world);
const projectId = await aProject(ctx);
const write = (secretId: string, expectedVersion: number, content = single(`v${expectedVersion + 1}`)) =>
  writeVersion(ctx, { secretId, expectedVersion, content });
const rollback = (secretId: string, version: number, expectedVersion: number) =>
  rollbackSecret(ctx, { secretId, version, expectedVersion });

test("an older value becomes a new version that says where it came from; the ones between stay", async () => {
  const secretId = await aSecret(ctx, { projectId, content: single("v1") });
  await write(secretId, 1);
  expect(await rollback(secretId, 1, 2)).toEqual({ version: 3 });
  expect(await revealSecret(ctx, { secretId })).toEqual({ kind: "single", version: 3, value: "v1" });
  expect(await revealSecret(ctx, { secretId, version: 2 })).toMatchObject({ value: "v2" });
  const { versions } = await getSecret(ctx, { secretId });
  const who = { createdBy: ctx.actor.name, sizeBytes: 2 };
  expect(versions).toMatchObject([
    { version: 3, restoredFrom: 1, ...who },
    { version: 2, restoredFrom: null, ...who },
    { version: 1, restoredFrom: null, ...who },
  ]);
  const { actorId } =
    (await eventsOf(ctx, secretId)).find(({ action }) => action === "secret.rolled_back") ?? {};
  expect(actorId).toBe(ctx.actor.userId);
  expect((await eventsOf(ctx, secretId)).filter(({ version }) => version === 3)).toMatchObject([
    { action: "secret.rolled_back", outcome: "allowed", secretId, projectId },
    { action: "secret.revealed" },
  ]);
});

test("it is sealed anew for its own place: no two versions share a byte string, and machines read it", async () => {
  const secretId = await aSecret(ctx, { projectId, content: single("v1") });
  await write(secretId, 1);
  await rollback(secretId, 1, 2);
  const blobs = await world.sql`select encode(sealed_value, 'hex') as blob from secret_versions
    where secret_id = ${secretId} order by version`;
  expect(blobs[2]?.["blob"]).not.toBe(blobs[0]?.["blob"]);
  const machine = await aStoredMachine(ctx, { projectIds: [projectId], secretIds: [secretId] });
  expect(await readSecret(aMachineContext(ctx, machine), secretId)).toMatchObject({ value: "v1" });
});

test("fields come back with their names, and the variables with them", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "MAIL", content: structured({ HOST: "h" }) });
  await write(secretId, 1, structured({ USER: "u" }));
  await rollback(secretId, 1, 2);
  expect(await getSecret(ctx, { secretId })).toMatchObject({
    fieldNames: ["HOST"],
    variables: ["MAIL_HOST"],
  });
  await expect(aSecret(ctx, { projectId, name: "MAIL_HOST" })).rejects.toMatchObject({ code: "conflict" });
  await expect(aSecret(ctx, { projectId, name: "MAIL_USER" })).resolves.toMatch(/^sk_/);
});

test("fields whose variables another secret took meanwhile are refused with its name", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "CACHE", content: structured({ URL: "u" }) });
  await write(secretId, 1, structured({ HOST: "h" }));
  await aSecret(ctx, { projectId, name: "CACHE_URL" });
  await expect(rollback(secretId, 1, 2)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("CACHE_URL in this project arrives as CACHE_URL already. Rename that"),
  });
  expect(await getSecret(ctx, { secretId })).toMatchObject({ version: 2, fieldNames: ["HOST"] });
});

test("fields that today's rules refuse are refused, however they once came in", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "APP", content: structured({ OPTIONS: "o" }) });
  await write(secretId, 1);
  await world.ownerSql`update secrets set name = 'NODE' where id = ${secretId}`;
  await expect(rollback(secretId, 1, 2)).rejects.toMatchObject({ code: "invalid_input" });
  expect((await getSecret(ctx, { secretId })).version).toBe(2);
});

test("the current version, one that never was, and the trash are refused and change nothing", async () => {
  const secretId = await aSecret(ctx, { projectId });
  await write(secretId, 1);
  await expect(rollback(secretId, 2, 2)).rejects.toMatchObject({
    code: "invalid_input",
    message: "Version 2 is the current one already. Choose an older version.",
  });
  await expect(rollback(secretId, 3, 2)).rejects.toMatchObject({ code: "not_found" });
  await deleteSecret(ctx, { secretId });
  await expect(rollback(secretId, 1, 2)).rejects.toMatchObject({ code: "not_found" });
  const rows = await world.sql`select version from secret_versions where secret_id = ${secretId}`;
  expect(rows).toHaveLength(2);
});

test("of a rollback and writes at once one wins, and the others learn of it", async () => {
  for (let round = 0; round < Math.ceil(rounds.races / 10); round++) {
    const secretId = await aSecret(ctx, { projectId });
    await write(secretId, 1);
    const settled = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => rollback(secretId, 1, 2)),
      ...Array.from({ length: 5 }, () => write(secretId, 2)),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of settled)
      if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "conflict" });
    expect((await getSecret(ctx, { secretId })).version).toBe(3);
  }
});

test("a blob that does not open is an alarm and no version", async () => {
  const secretId = await aSecret(ctx, { projectId });
  await write(secretId, 1);
  await world.ownerSql`update secret_versions set sealed_value = '\\x00' where secret_id = ${secretId} and version = 1`;
  await expect(rollback(secretId, 1, 2)).rejects.toMatchObject({ code: "internal" });
  expect((await eventsOf(ctx, secretId)).at(-1)).toMatchObject({
    action: "secret.integrity_failed",
    version: 1,
  });
  expect((await getSecret(ctx, { secretId })).version).toBe(2);
});
