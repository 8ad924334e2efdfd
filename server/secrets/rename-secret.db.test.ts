import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { getSecret } from "./get-secret.ts";
import { renameSecret } from "./rename-secret.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

test("a renamed secret has the new variables, frees the old ones and leaves its event", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "DB", content: structured({ URL: "u" }) });
  await renameSecret(ctx, { secretId, name: "Database" });
  expect(await getSecret(ctx, { secretId })).toMatchObject({
    name: "Database",
    variables: ["DATABASE_URL"],
    version: 1,
  });
  expect((await eventsOf(ctx, secretId)).at(-1)).toMatchObject({
    ...{ action: "secret.renamed", outcome: "allowed", label: "Database", secretId, projectId },
  });
  await expect(aSecret(ctx, { projectId, name: "DB_URL" })).resolves.toMatch(/^sk_/);
});

test("a secret may be renamed to another spelling of its own variable", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId, name: "api-key" });
  await renameSecret(ctx, { secretId, name: "API_KEY" });
  expect((await getSecret(ctx, { secretId })).name).toBe("API_KEY");
});

test.each(["TAKEN", "taken", "T-A-K-E-N", "BASH_ENV", "9LIVES", "", "a\nb", "b\u00e4d\u0131"])(
  "the name %j is refused and the old one stays",
  async (name) => {
    const projectId = await aProject(ctx);
    await aSecret(ctx, { projectId, name: "TAKEN" });
    await aSecret(ctx, { projectId, name: "T_A_K_E_N" });
    const secretId = await aSecret(ctx, { projectId, name: "FREE" });
    const before = await eventsOf(ctx, secretId);
    await expect(renameSecret(ctx, { secretId, name })).rejects.toMatchObject({ issues: [{ path: "name" }] });
    expect(await getSecret(ctx, { secretId })).toMatchObject({ name: "FREE", variables: ["FREE"] });
    expect(await eventsOf(ctx, secretId)).toEqual(before);
  },
);

test("two that swap towards one name at once: one gets it", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const projectId = await aProject(ctx);
    const [one, other] = [await aSecret(ctx, { projectId }), await aSecret(ctx, { projectId })];
    const settled = await Promise.allSettled([
      renameSecret(ctx, { secretId: one, name: "GOAL" }),
      renameSecret(ctx, { secretId: other, name: "goal" }),
    ]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});

test("whatever is typed as a name is saved exactly or refused with a remedy", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId });
  const names = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 140 }),
    fc.stringMatching(/^[A-Za-z_.\- ]{1,20}$/),
    fc.constantFrom("LD_PRELOAD", "path", "Npm_Config_Registry", "ok_NAME", "\u212aELVIN"),
  );
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const isGood = nameProblem(name) === null;
      const outcome = await renameSecret(ctx, { secretId, name }).then(
        () => "saved",
        (error: { code: string }) => error.code,
      );
      expect(outcome).toBe(isGood ? "saved" : "invalid_input");
      if (isGood) expect((await getSecret(ctx, { secretId })).name).toBe(name);
    }),
    { numRuns: Math.ceil(rounds.cases / 20) },
  );
});
