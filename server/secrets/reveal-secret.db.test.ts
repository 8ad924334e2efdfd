import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { type SecretContent, secretContent } from "#lib/contract/secrets.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { VALUE_CORPUS } from "../testing/value-corpus.ts";
import { deleteSecret } from "./delete-secret.ts";
import { revealSecret } from "./reveal-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const projectId = await aProject(ctx);

const parsed = (content: SecretContent) => secretContent.parse(content);

test.each(VALUE_CORPUS)("$label comes back exactly, alone and in a field", async ({ value }) => {
  const alone = await aSecret(ctx, { projectId, content: parsed(single(value)) });
  expect(await revealSecret(ctx, { secretId: alone })).toEqual({ kind: "single", version: 1, value });
  const fields = parsed(structured({ before: "", exact: value, after: "" }));
  const inField = await aSecret(ctx, { projectId, content: fields });
  expect(await revealSecret(ctx, { secretId: inField, field: "exact" })).toEqual({
    ...{ kind: "structured", version: 1 },
    fields: [{ name: "exact", value }],
  });
});

test("fields come back in the order they were given, numbers included", async () => {
  const fields = ["10", "b", "2", "a", "__proto__", "1"].map((name) => ({ name, value: `v${name}` }));
  const secretId = await aSecret(ctx, { projectId, content: parsed({ kind: "structured", fields }) });
  expect(await revealSecret(ctx, { secretId })).toEqual({ kind: "structured", version: 1, fields });
});

test("a reveal leaves its event with the version that was shown", async () => {
  const secretId = await aSecret(ctx, { projectId, name: "SHOWN" });
  await writeVersion(ctx, { secretId, expectedVersion: 1, content: single("2") });
  await revealSecret(ctx, { secretId, version: 1 });
  expect((await eventsOf(ctx, secretId)).at(-1)).toEqual({
    ...{ action: "secret.revealed", outcome: "allowed", reason: null, version: 1 },
    ...{ actorKind: "user", actorId: ctx.actor.userId },
    ...{ targetId: secretId, label: "SHOWN", projectId, secretId },
  });
});

test("nothing is opened before the event is committed, and a reveal that cannot be recorded shows nothing", async () => {
  const secretId = await aSecret(ctx, { projectId });
  let recorded: unknown[] = [];
  const watched = {
    ...ctx,
    keyring: {
      ...ctx.keyring,
      open: async (...args: Parameters<typeof ctx.keyring.open>) => {
        recorded = await eventsOf(ctx, secretId);
        return ctx.keyring.open(...args);
      },
    },
  };
  await revealSecret(watched, { secretId });
  expect(recorded.at(-1)).toMatchObject({ action: "secret.revealed" });

  recorded = [];
  const unrecordable = { ...watched, requestId: "\0" };
  await expect(revealSecret(unrecordable, { secretId })).rejects.toThrow();
  expect(recorded).toEqual([]);
});

test("a flipped bit shows nothing and is an alarm in the log, beside the reveal that was tried", async () => {
  const secretId = await aSecret(ctx, { projectId });
  await world.ownerSql`update secret_versions
    set sealed_value = set_byte(sealed_value, length(sealed_value) - 1, get_byte(sealed_value, length(sealed_value) - 1) # 1)
    where secret_id = ${secretId}`;
  await expect(revealSecret(ctx, { secretId })).rejects.toMatchObject({
    code: "internal",
    message: expect.not.stringContaining("decrypt"),
  });
  const [, revealed, failed] = await eventsOf(ctx, secretId);
  expect(revealed).toMatchObject({ action: "secret.revealed", outcome: "allowed" });
  expect(failed).toMatchObject({
    ...{ action: "secret.integrity_failed", outcome: "failed", reason: "integrity_failure", version: 1 },
  });
});

test("a value moved to another secret or another version does not open there", async () => {
  const [one, other] = [await aSecret(ctx, { projectId }), await aSecret(ctx, { projectId })];
  await writeVersion(ctx, { secretId: one, expectedVersion: 1, content: single("2") });
  await world.ownerSql`update secret_versions set sealed_value =
    (select sealed_value from secret_versions where secret_id = ${one} and version = 1)
    where secret_id = ${other} or (secret_id = ${one} and version = 2)`;
  await expect(revealSecret(ctx, { secretId: other })).rejects.toMatchObject({ code: "internal" });
  await expect(revealSecret(ctx, { secretId: one })).rejects.toMatchObject({ code: "internal" });
  await expect(revealSecret(ctx, { secretId: one, version: 1 })).resolves.toMatchObject({ version: 1 });
});

test("what is not there is not revealed and not recorded", async () => {
  const secretId = await aSecret(ctx, { projectId, content: structured({ a: "1" }) });
  await expect(revealSecret(ctx, { secretId, version: 2 })).rejects.toMatchObject({ code: "not_found" });
  await expect(revealSecret(ctx, { secretId, field: "b" })).rejects.toMatchObject({ code: "invalid_input" });
  await deleteSecret(ctx, { secretId });
  await expect(revealSecret(ctx, { secretId })).rejects.toMatchObject({ code: "not_found" });
  expect((await eventsOf(ctx, secretId)).map(({ action }) => action)).toEqual([
    "secret.created",
    "secret.deleted",
  ]);
});
