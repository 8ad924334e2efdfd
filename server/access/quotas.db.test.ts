import { expect, test, vi } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { createBootstrapTokenInput } from "#lib/contract/bootstrap.ts";
import { createClaimInput } from "#lib/contract/claims.ts";
import { QUOTAS, type Quota } from "#lib/quotas.ts";
import { createBootstrapToken } from "../bootstrap/create-bootstrap-token.ts";
import { registerMachine } from "../bootstrap/register-machine.ts";
import { createClaim } from "../claims/create-claim.ts";
import { redeemClaim } from "../claims/redeem-claim.ts";
import type { UserContext } from "../context.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { createProject } from "../projects/create-project.ts";
import { createSecret } from "../secrets/create-secret.ts";
import { importSecrets } from "../secrets/import-secrets.ts";
import { aBootstrapToken } from "../testing/a-bootstrap-token.ts";
import { aClaim } from "../testing/a-claim.ts";
import { aProject } from "../testing/a-project.ts";
import { single } from "../testing/a-secret.ts";
import { aScope, aStoredToken, tokenInputFor } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { redemptionOf } from "../testing/redemption-of.ts";
import { aKey } from "../testing/test-machine.ts";
import { createToken } from "../tokens/create-token.ts";

/** Small enough to fill. What the numbers are is `lib/quotas.ts`; how they are kept is tested here. */
const { MAX } = vi.hoisted(() => ({ MAX: 40 }));
vi.mock("#lib/quotas.ts", async (original) => {
  const { QUOTAS } = await original<typeof import("#lib/quotas.ts")>();
  return {
    QUOTAS: Object.fromEntries(
      Object.entries(QUOTAS).map(([quota, { what, remedy }]) => [quota, { max: MAX, what, remedy }]),
    ),
  };
});

const world = await testDatabase({ max: 24 });
const { ownerSql } = world;

const FILL: Record<Quota, (vaultId: string, projectId: string, count: number) => Promise<unknown>> = {
  projects: (vaultId, _, count) => ownerSql`
    insert into projects (id, vault_id, name, description)
    select ${vaultId} || n, ${vaultId}, 'p' || n, '' from generate_series(1, ${count}::int) n`,
  secrets: (vaultId, projectId, count) => ownerSql`
    insert into secrets (id, vault_id, project_id, name, note, kind, current_version, created_by)
    select ${vaultId} || n, ${vaultId}, ${projectId}, 's' || n, '', 'single', 1, 'usr' from generate_series(1, ${count}::int) n`,
  tokens: (vaultId, _, count) => ownerSql`
    insert into enrollment_tokens (id, vault_id, name, description, token_hash, machine_lifetime_seconds, max_uses, created_by, expires_at)
    select ${vaultId} || n, ${vaultId}, 't' || n, '', sha256((${vaultId} || n)::bytea), 60, 1, 'usr', now() + interval '1 hour'
    from generate_series(1, ${count}::int) n`,
  bootstrapTokens: (vaultId, _, count) => ownerSql`
    insert into bootstrap_tokens (id, vault_id, kind, description, token_hash, created_by, expires_at)
    select ${vaultId} || n, ${vaultId}, 'long_lived', '', sha256((${vaultId} || n)::bytea), 'usr', now() + interval '1 hour'
    from generate_series(1, ${count}::int) n`,
  claims: (vaultId, _, count) => ownerSql`
    insert into claims (id, vault_id, machine_name, code_hash, owner_id, expires_at)
    select ${vaultId} || n, ${vaultId}, 'm', sha256((${vaultId} || n)::bytea),
      (select user_id from members where vault_id = ${vaultId}), now() + interval '1 hour'
    from generate_series(1, ${count}::int) n`,
  machines: (vaultId, _, count) => ownerSql`
    insert into machines (id, vault_id, name, kind, public_key, hostname, source_ip)
    select gen_random_uuid(), ${vaultId}, 'm', 'ephemeral', sha256((${vaultId} || n)::bytea), 'h', '192.0.2.1'
    from generate_series(1, ${count}::int) n`,
};

const anyMachine = createBootstrapTokenInput.parse({ kind: "long_lived" });
let names = 0;
const aName = () => `N${++names}`;

/** A vault with room for `room` more of one kind, and what adds one. */
async function aFullVault(quota: Quota, room: number) {
  const ctx = await aUserContext(world);
  const scope = await aScope(ctx);
  const [projectId = ""] = scope.projectIds;
  const { plaintext } = await aStoredToken(ctx, { ...scope, maxUses: 100 });
  const held = { projects: 1, secrets: 1, tokens: 1, bootstrapTokens: 0, claims: 0, machines: 0 }[quota];
  await FILL[quota](ctx.actor.vaultId, projectId, MAX - held - room);
  const key = () => ({ publicKey: aKey().base64, hostname: "runner" });
  const container = createClaimInput.parse({
    projectId,
    secretIds: scope.secretIds,
    claimLifetimeSeconds: 900,
  });
  const add: Record<Quota, () => Promise<unknown>> = {
    projects: () => aProject(ctx),
    secrets: () => createSecret(ctx, { projectId, name: aName(), note: "", content: single("v") }),
    tokens: () => createToken(ctx, tokenInputFor(scope)),
    bootstrapTokens: () => createBootstrapToken(ctx, anyMachine),
    claims: () => createClaim(ctx, container),
    machines: () => enrollMachine(aContext(world), ctx.actor.vaultId, { token: plaintext, ...key() }),
  };
  return { ctx, projectId, plaintext, key, add: add[quota] };
}

const countOf = async (ctx: UserContext, table: string) => {
  const [row] = await ownerSql.unsafe(`select count(*)::int as count from ${table} where vault_id = $1`, [
    ctx.actor.vaultId,
  ]);
  return row?.["count"];
};
const TABLES = {
  projects: "projects",
  secrets: "secrets",
  tokens: "enrollment_tokens",
  bootstrapTokens: "bootstrap_tokens",
  claims: "claims",
  machines: "machines",
};

test.each(Object.keys(QUOTAS) as Quota[])(
  "of thirty who reach for the last three %s of a vault, three get one, and its neighbour has room (AT-98)",
  async (quota) => {
    const { ctx, add } = await aFullVault(quota, 3);
    const settled = await Promise.allSettled(Array.from({ length: 30 }, add));
    const refused = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(27);
    for (const error of refused) expect(error).toMatchObject({ code: "quota_reached", status: 403 });
    expect(await countOf(ctx, TABLES[quota])).toBe(MAX);
    const neighbour = await aUserContext(world);
    await expect(createProject(neighbour, { name: "Mine", description: "" })).resolves.toBeDefined();
    await aScope(neighbour);
  },
);

test("an import that does not fit as a whole adds nothing, and says what to do", async () => {
  const { ctx, projectId } = await aFullVault("secrets", 2);
  const secrets = ["X", "Y", "Z"].map((name) => ({ name, value: "v" }));
  await expect(importSecrets(ctx, { projectId, secrets })).rejects.toThrow(
    "A vault holds at most 40 secrets, the trash included. Remove some for good that nobody needs.",
  );
  await expect(importSecrets(ctx, { projectId, secrets: secrets.slice(1) })).resolves.toEqual({ count: 2 });
});

test("a full vault gives the token's use back, records who was refused, and has room again when a machine ends", async () => {
  const { ctx, plaintext, key, add } = await aFullVault("machines", 0);
  await expect(add()).rejects.toMatchObject({ code: "quota_reached" });
  const [token] = await ownerSql`select uses from enrollment_tokens where vault_id = ${ctx.actor.vaultId}`;
  expect(token?.["uses"]).toBe(0);
  expect((await eventsOf(ctx)).at(-1)).toMatchObject({
    ...{ action: "enrollment_token.refused", reason: "quota_reached", outcome: "denied" },
  });
  const skb = await aBootstrapToken(ctx);
  const register = () => registerMachine(aContext(world), { token: skb.plaintext, ...key() });
  await expect(register()).rejects.toMatchObject({ code: "quota_reached" });
  const { code } = await aClaim(ctx);
  const body = redemptionOf({ code, vaultId: ctx.actor.vaultId, key: aKey() });
  const redeem = () => redeemClaim(aContext(world), body);
  await expect(redeem()).rejects.toMatchObject({ code: "quota_reached" });
  await ownerSql`update machines set expired_at = now() where id in (
    select id from machines where vault_id = ${ctx.actor.vaultId} limit 3)`;
  await expect(register()).resolves.toBeDefined();
  await expect(redeem()).resolves.toBeDefined();
  await expect(
    enrollMachine(aContext(world), ctx.actor.vaultId, { token: plaintext, ...key() }),
  ).resolves.toBeDefined();
});

test.each(["tokens", "bootstrapTokens", "claims"] as const)(
  "%s that have ended are not counted",
  async (quota) => {
    const { ctx, add } = await aFullVault(quota, 0);
    for (const [column, at] of [
      ["revoked_at", "1"],
      ["expires_at", "2"],
    ]) {
      await expect(add()).rejects.toMatchObject({ code: "quota_reached" });
      const { vaultId } = ctx.actor;
      await ownerSql.unsafe(`update ${TABLES[quota]} set ${column} = now() where id = $1`, [
        `${vaultId}${at}`,
      ]);
      await expect(add()).resolves.toBeDefined();
    }
  },
);
