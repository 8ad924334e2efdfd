import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { IMPORT_MAX_SECRETS, importSecretsInput } from "#lib/contract/secrets.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { importSecrets } from "./import-secrets.ts";
import { listSecrets } from "./list-secrets.ts";
import { revealSecret } from "./reveal-secret.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `KEY_${index}`, value: `value ${index}\n` }));

test("500 pairs are saved as one, each with its event, each value exact", async () => {
  const projectId = await aProject(ctx);
  const secrets = pairs(IMPORT_MAX_SECRETS);
  expect(await importSecrets(ctx, { projectId, secrets })).toEqual({ count: IMPORT_MAX_SECRETS });
  const listed = await listSecrets(ctx, { projectId, search: "" });
  expect(listed).toHaveLength(IMPORT_MAX_SECRETS);
  const secretId = listed.find(({ name }) => name === "KEY_321")?.id ?? "";
  expect(await revealSecret(ctx, { secretId })).toMatchObject({ value: "value 321\n" });
  const created = (await eventsOf(ctx)).filter(({ action }) => action === "secret.created");
  expect(new Set(created.map((event) => event.secretId)).size).toBe(IMPORT_MAX_SECRETS);
});

test("one taken name saves nothing and every taken one is named at its line", async () => {
  const projectId = await aProject(ctx);
  await aSecret(ctx, { projectId, name: "KEY_1" });
  await aSecret(ctx, { projectId, name: "key 3" });
  const before = (await eventsOf(ctx)).length;
  await expect(importSecrets(ctx, { projectId, secrets: pairs(5) })).rejects.toMatchObject({
    code: "conflict",
    issues: [
      { path: "secrets.1.name", message: expect.stringContaining("KEY_1") },
      { path: "secrets.3.name", message: expect.stringContaining("key 3") },
    ],
  });
  expect(await listSecrets(ctx, { projectId, search: "" })).toHaveLength(2);
  expect(await eventsOf(ctx)).toHaveLength(before);
});

test("pairs that would arrive under one variable are refused together", async () => {
  const projectId = await aProject(ctx);
  const secrets = [
    { name: "API_KEY", value: "1" },
    { name: "OTHER", value: "2" },
    { name: "api.key", value: "3" },
  ];
  await expect(importSecrets(ctx, { projectId, secrets })).rejects.toMatchObject({
    code: "invalid_input",
    issues: [{ path: "secrets.2.name", message: expect.stringContaining("API_KEY and api.key") }],
  });
});

test("two imports of the same pairs at once: one is whole, the other is nothing", async () => {
  const projectId = await aProject(ctx);
  const [one, other] = [pairs(50), pairs(50).reverse()];
  const settled = await Promise.allSettled([
    importSecrets(ctx, { projectId, secrets: one }),
    importSecrets(ctx, { projectId, secrets: other }),
  ]);
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await listSecrets(ctx, { projectId, search: "" })).toHaveLength(50);
});

test.each([
  { secrets: [] },
  { secrets: pairs(IMPORT_MAX_SECRETS + 1) },
  { secrets: [{ name: "BASH_ENV", value: "x" }] },
  { secrets: [{ name: "A", value: "nul\0" }] },
  { secrets: [{ name: "A", value: "\ud800" }] },
  { secrets: [{ name: "A", value: "x".repeat(256 * 1024 + 1) }] },
  { secrets: [{ name: "A", value: "x", note: "extra" }] },
])("the edge refuses $secrets.length pairs it may not save", ({ secrets }) => {
  expect(importSecretsInput.safeParse({ projectId: "proj_0123456789", secrets }).success).toBe(false);
});
