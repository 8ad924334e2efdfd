import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { createTokenInput } from "#lib/contract/tokens.ts";
import { newId } from "#lib/ids.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { renameSecret } from "../secrets/rename-secret.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, single, structured } from "../testing/a-secret.ts";
import { aScope, tokenInputFor } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { createToken } from "./create-token.ts";
import { getToken } from "./get-token.ts";
import { listTokens } from "./list-tokens.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const other = await aUserContext(world);

test("the plaintext is returned once, only its hash is stored, and its event names it", async () => {
  const scope = await aScope(ctx);
  const made = await createToken(
    ctx,
    tokenInputFor(scope, { sourceCidr: "10.1.2.3/8", namePattern: "ci-{uuid8}" }),
  );
  expect(made.token).toMatch(/^ske_[0-9A-Za-z]{49}$/);
  const rows = await world.ownerSql`select * from enrollment_tokens where id = ${made.id}`;
  expect(JSON.stringify(rows)).not.toContain(made.token.slice(4));
  expect(JSON.stringify(await getToken(ctx, { tokenId: made.id }))).not.toContain("ske_");
  expect(await getToken(ctx, { tokenId: made.id })).toMatchObject({
    ...{ id: made.id, name: made.name, state: "active", uses: 0, maxUses: 10, liveMachineCount: 0 },
    ...{ createdBy: ctx.actor.name, lastUsedAt: null, revokedAt: null, secretCount: 1, machines: [] },
    policy: {
      sourceCidr: "10.0.0.0/8",
      hostnamePattern: null,
      namePattern: "ci-{uuid8}",
      vaultId: ctx.actor.vaultId,
    },
  });
  expect(await eventsOf(ctx, made.id)).toMatchObject([
    { action: "enrollment_token.created", outcome: "allowed", actorKind: "user", label: made.name },
  ]);
});

test("its end is a lifetime after this moment, by the database's clock", async () => {
  const made = await createToken(ctx, tokenInputFor(await aScope(ctx), { tokenLifetimeSeconds: 3600 }));
  const [row] = await world.ownerSql`
    select extract(epoch from expires_at - clock_timestamp())::int as left from enrollment_tokens where id = ${made.id}`;
  expect(row?.left).toBeGreaterThan(3590);
  expect(row?.left).toBeLessThanOrEqual(3600);
});

test("two projects deliver side by side when nothing collides", async () => {
  const [one, two] = [await aProject(ctx, "Alpha"), await aProject(ctx, "Beta")];
  const first = await aSecret(ctx, {
    projectId: one,
    name: "A",
    content: structured({ url: "u", key: "k" }),
  });
  const second = await aSecret(ctx, { projectId: two, name: "B" });
  const made = await createToken(
    ctx,
    tokenInputFor({ projectIds: [two, one, one], secretIds: [second, first, first] }),
  );
  const { policy, projectNames, secretCount } = await getToken(ctx, { tokenId: made.id });
  expect([projectNames, secretCount]).toEqual([["Alpha", "Beta"], 2]);
  expect(policy.projects.map(({ name }) => name)).toEqual(["Alpha", "Beta"]);
  expect(policy.secrets).toMatchObject([
    { id: first, variables: ["A_URL", "A_KEY"], fieldNames: ["url", "key"] },
    { id: second, variables: ["B"], fieldNames: null },
  ]);
});

describe("a scope that cannot be delivered is refused and leaves nothing", () => {
  type Case = {
    title: string;
    path: string;
    message: RegExp;
    scope: () => Promise<Parameters<typeof tokenInputFor>[0]>;
  };
  const cases: Case[] = [
    {
      title: "a project without a chosen secret",
      path: "secretIds",
      message: /^Choose at least one secret of Empty, or leave/,
      scope: async () => {
        const scope = await aScope(ctx);
        return { ...scope, projectIds: [...scope.projectIds, await aProject(ctx, "Empty")] };
      },
    },
    {
      title: "a secret whose project is not chosen",
      path: "secretIds",
      message: /^STRAY of Elsewhere is chosen and its project is not/,
      scope: async () => {
        const [scope, projectId] = [await aScope(ctx), await aProject(ctx, "Elsewhere")];
        return {
          ...scope,
          secretIds: [...scope.secretIds, await aSecret(ctx, { projectId, name: "STRAY" })],
        };
      },
    },
    {
      title: "a secret in the trash",
      path: "secretIds",
      message: /was deleted/,
      scope: async () => {
        const scope = await aScope(ctx);
        await deleteSecret(ctx, { secretId: scope.secretIds[0] ?? "" });
        return scope;
      },
    },
    {
      title: "a secret of another vault",
      path: "secretIds",
      message: /was deleted/,
      scope: async () => ({ ...(await aScope(ctx)), secretIds: (await aScope(other)).secretIds }),
    },
    {
      title: "a secret that never was",
      path: "secretIds",
      message: /was deleted/,
      scope: async () => ({ ...(await aScope(ctx)), secretIds: [newId("sk")] }),
    },
    {
      title: "a project of another vault",
      path: "projectIds",
      message: /does not exist any more/,
      scope: async () => ({ ...(await aScope(ctx)), projectIds: (await aScope(other)).projectIds }),
    },
    {
      title: "a project that never was",
      path: "projectIds",
      message: /does not exist any more/,
      scope: async () => ({ ...(await aScope(ctx)), projectIds: [newId("proj")] }),
    },
    {
      title: "two secrets of two projects under one variable",
      path: "secretIds",
      message: /DB_URL of West.*both arrive as DB_URL|both arrive as DB_URL/,
      scope: async () => {
        const [one, two] = [await aProject(ctx, "East"), await aProject(ctx, "West")];
        const first = await aSecret(ctx, { projectId: one, name: "DB", content: structured({ URL: "1" }) });
        const second = await aSecret(ctx, { projectId: two, name: "DB_URL", content: single("2") });
        return { projectIds: [one, two], secretIds: [first, second] };
      },
    },
  ];

  test.each(cases)("$title", async ({ path, message, scope }) => {
    const input = tokenInputFor(await scope());
    const before = (await listTokens(ctx)).length;
    await expect(createToken(ctx, input)).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path, message: expect.stringMatching(message) }],
    });
    expect(await listTokens(ctx)).toHaveLength(before);
  });

  test("a range that is none", async () => {
    const input = tokenInputFor(await aScope(ctx), { sourceCidr: "10.0.0.0/33" });
    await expect(createToken(ctx, input)).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "sourceCidr" }],
    });
  });

  test("a name that is taken, also by a token that has ended", async () => {
    const made = await createToken(ctx, tokenInputFor(await aScope(ctx)));
    await world.ownerSql`update enrollment_tokens set revoked_at = now() where id = ${made.id}`;
    const input = tokenInputFor(await aScope(ctx), { name: made.name });
    await expect(createToken(ctx, input)).rejects.toMatchObject({
      code: "conflict",
      issues: [{ path: "name" }],
    });
    await expect(
      createToken(other, tokenInputFor(await aScope(other), { name: made.name })),
    ).resolves.toBeDefined();
  });
});

test("a rename that races the creation cannot slip a collision into the token", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const [one, two] = [await aProject(ctx), await aProject(ctx)];
    const [first, second] = [
      await aSecret(ctx, { projectId: one, name: "SAME" }),
      await aSecret(ctx, { projectId: two, name: "ANOTHER" }),
    ];
    const input = tokenInputFor({ projectIds: [one, two], secretIds: [first, second] });
    const results = await Promise.allSettled([
      createToken(ctx, input),
      renameSecret(ctx, { secretId: second, name: "same" }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  }
});

test.each([
  ["hostnamePattern", "(a+)+$"],
  ["hostnamePattern", "*".repeat(64)],
  ["hostnamePattern", "["],
  ["namePattern", "{a,b}"],
  ["namePattern", "ci-{uuid9}"],
  ["namePattern", "+(a|aa)"],
  ["maxUses", 10_001],
  ["maxUses", 0],
  ["tokenLifetimeSeconds", 299],
  ["machineLifetimeSeconds", 367 * 86_400],
  ["sourceCidr", "10.0.0.0/8,".repeat(10_000)],
  ["extra", true],
])("the edge refuses %s = %j", async (field, value) => {
  const input = {
    ...tokenInputFor({ projectIds: [newId("proj")], secretIds: [newId("sk")] }),
    [field]: value,
  };
  expect(createTokenInput.safeParse(input).success).toBe(false);
});
