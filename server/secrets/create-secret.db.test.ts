import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { createSecret } from "./create-secret.ts";
import { getSecret } from "./get-secret.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

test("a new secret is at version 1, delivers its variables and leaves its event", async () => {
  const projectId = await aProject(ctx);
  const content = structured({ host: "db.internal", "api key": "k" });
  const { id } = await createSecret(ctx, { projectId, name: "Billing DB", note: "Owner role", content });
  expect(await getSecret(ctx, { secretId: id })).toMatchObject({
    ...{ id, projectId, name: "Billing DB", note: "Owner role", kind: "structured", version: 1 },
    fieldNames: ["host", "api key"],
    variables: ["BILLING_DB_HOST", "BILLING_DB_API_KEY"],
    ...{ machineCount: 0, machineNames: [], lastReadAt: null, readsLast7Days: 0, readers: [] },
    versions: [{ version: 1, createdBy: ctx.actor.name, fieldNames: ["host", "api key"] }],
  });
  expect(await eventsOf(ctx, id)).toEqual([
    {
      ...{ action: "secret.created", outcome: "allowed", reason: null, version: 1 },
      ...{ actorKind: "user", actorId: ctx.actor.userId },
      ...{ targetId: id, label: "Billing DB", projectId, secretId: id },
    },
  ]);
});

test.each([
  { name: "PATH", content: single("x") },
  { name: "ld", content: structured({ PRELOAD: "x" }) },
  { name: "1password", content: single("x") },
  { name: " PADDED", content: single("x") },
  { name: "A\u202eB", content: single("x") },
  { name: "DB", content: structured({ "": "x" }) },
  { name: "DB", content: structured({ "a-b": "x", A_B: "y" }) },
])("the verb itself refuses the name $name, whatever the edge let through", async ({ name, content }) => {
  const projectId = await aProject(ctx);
  const attempt = createSecret(ctx, { projectId, name, note: "", content });
  await expect(attempt).rejects.toMatchObject({ code: "invalid_input", issues: [{ path: "name" }] });
});

test.each([
  { first: { name: "api-key", content: single("1") }, second: { name: "API_KEY", content: single("2") } },
  {
    first: { name: "DB", content: structured({ URL: "1" }) },
    second: { name: "DB_URL", content: single("2") },
  },
  {
    first: { name: "DB_URL", content: single("1") },
    second: { name: "DB", content: structured({ HOST: "h", URL: "u" }) },
  },
])("$second.name is refused beside $first.name, which arrives under the same variable", async (pair) => {
  const projectId = await aProject(ctx);
  await aSecret(ctx, { projectId, ...pair.first });
  await expect(createSecret(ctx, { projectId, note: "", ...pair.second })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`${pair.first.name} in this project arrives as`),
    issues: [{ path: "name" }],
  });
  const elsewhere = await aProject(ctx);
  await expect(aSecret(ctx, { projectId: elsewhere, ...pair.second })).resolves.toMatch(/^sk_/);
});

test("a name is taken even when the variables differ", async () => {
  const projectId = await aProject(ctx);
  await aSecret(ctx, { projectId, name: "DB", content: structured({ HOST: "1" }) });
  await expect(aSecret(ctx, { projectId, name: "DB" })).rejects.toMatchObject({
    code: "conflict",
    message: "A secret named DB exists already in this project. Choose another name.",
  });
});

test("of twenty at once with one variable, one is created", async () => {
  const projectId = await aProject(ctx);
  const attempts = Array.from({ length: 20 }, (_, index) =>
    aSecret(ctx, { projectId, name: `race${"-".repeat(index + 1)}x` }),
  );
  const settled = await Promise.allSettled(attempts);
  const refused = settled.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(19);
  for (const { reason } of refused as PromiseRejectedResult[])
    expect(reason).toMatchObject({ code: "conflict" });
  const created = (await eventsOf(ctx)).filter((event) => event.projectId === projectId && event.secretId);
  expect(created.map(({ action }) => action)).toEqual(["secret.created"]);
});
