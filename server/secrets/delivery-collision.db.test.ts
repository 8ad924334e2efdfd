import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, structured } from "../testing/a-secret.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { deleteSecret } from "./delete-secret.ts";
import { renameSecret } from "./rename-secret.ts";
import { restoreSecret } from "./restore-secret.ts";
import { writeVersion } from "./write-version.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

/** Two secrets of two projects, as one token or one machine would join them. */
async function aPair() {
  const [here, there] = [await aProject(ctx), await aProject(ctx, `Shop ${randomUUID()}`)];
  const mine = await aSecret(ctx, { projectId: here, name: "MINE", content: structured({ A: "1" }) });
  const theirs = await aSecret(ctx, { projectId: there, name: "STRIPE_KEY" });
  return { mine, theirs, scope: { projectIds: [here, there], secretIds: [mine, theirs] } };
}

test("without anyone who receives both, two projects may use one variable", async () => {
  const { mine, scope } = await aPair();
  await aStoredToken(ctx, { ...scope, secretIds: [mine] });
  await expect(renameSecret(ctx, { secretId: mine, name: "STRIPE" })).resolves.toBeDefined();
});

test("a name is refused when a live token delivers both, and the refusal names all three", async () => {
  const { mine, scope } = await aPair();
  const token = await aStoredToken(ctx, scope);
  const fields = { secretId: mine, expectedVersion: 1, content: structured({ KEY: "x" }) };
  await renameSecret(ctx, { secretId: mine, name: "STRIPE" });
  const attempt = writeVersion(ctx, fields);
  await expect(attempt).rejects.toMatchObject({ code: "conflict" });
  const message = await attempt.catch((error: Error) => error.message);
  expect(message).toContain(`The token ${token.name} holds this secret and STRIPE_KEY of Shop`);
  expect(message).toContain("Both would arrive as STRIPE_KEY.");
});

test("a machine that reads both is named, disabled or not; an expired one is in nobody's way", async () => {
  const { theirs, scope } = await aPair();
  const machine = await aStoredMachine(ctx, { ...scope, disabledAt: new Date() });
  await renameSecret(ctx, { secretId: theirs, name: "MINE B" });
  const attempt = renameSecret(ctx, { secretId: theirs, name: "mine a" });
  await expect(attempt).rejects.toThrow(`The machine ${machine.name} holds this secret and MINE of`);
  await world.sql`update machines set expires_at = now() where id = ${machine.id}`;
  await expect(renameSecret(ctx, { secretId: theirs, name: "mine a" })).resolves.toBeDefined();
});

test.each([
  { state: "revoked", change: "revoked_at = now() - interval '2 minutes'" },
  { state: "expired", change: "expires_at = now() - interval '2 minutes'" },
  { state: "exhausted", change: "uses = max_uses" },
])("a token that is $state is in nobody's way", async ({ change }) => {
  const { theirs, scope } = await aPair();
  const token = await aStoredToken(ctx, scope);
  await world.sql.unsafe(`update enrollment_tokens set ${change} where id = $1`, [token.id]);
  await expect(renameSecret(ctx, { secretId: theirs, name: "MINE_A" })).resolves.toBeDefined();
});

test("a token revoked a moment ago still counts: an enrollment of it may be on its way", async () => {
  const { theirs, scope } = await aPair();
  const token = await aStoredToken(ctx, scope);
  await world.sql`update enrollment_tokens set revoked_at = now() where id = ${token.id}`;
  const attempt = renameSecret(ctx, { secretId: theirs, name: "MINE_A" });
  await expect(attempt).rejects.toMatchObject({ code: "conflict" });
});

test("what comes back from the trash may not collide with what took its variable meanwhile", async () => {
  const { mine, theirs, scope } = await aPair();
  await aStoredToken(ctx, scope);
  await deleteSecret(ctx, { secretId: mine });
  await renameSecret(ctx, { secretId: theirs, name: "MINE_A" });
  await expect(restoreSecret(ctx, { secretId: mine })).rejects.toThrow("Both would arrive as MINE_A.");
});

test("two projects that rename towards one variable at once under one token: one may", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const { mine, theirs, scope } = await aPair();
    await aStoredToken(ctx, scope);
    const settled = await Promise.allSettled([
      writeVersion(ctx, { secretId: mine, expectedVersion: 1, content: structured({ GOAL: "x" }) }),
      renameSecret(ctx, { secretId: theirs, name: "mine goal" }),
    ]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});
