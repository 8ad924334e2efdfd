import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { createBootstrapTokenInput } from "#lib/contract/bootstrap.ts";
import { aBootstrapToken } from "../testing/a-bootstrap-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { createBootstrapToken } from "./create-bootstrap-token.ts";
import { listBootstrapTokens } from "./list-bootstrap-tokens.ts";
import { registerMachine } from "./register-machine.ts";
import { revokeBootstrapToken } from "./revoke-bootstrap-token.ts";

const world = await testDatabase({ max: 20 });
const plain = createBootstrapTokenInput.parse({ kind: "long_lived" });
const temporary = (guardrails: unknown) =>
  createBootstrapTokenInput.parse({ kind: "temporary", machineLifetimeSeconds: 3600, guardrails });

test("a token is shown once, kept as its hash, ends after ten minutes, and its making is on record", async () => {
  const owner = await aUserContext(world);
  const made = await createBootstrapToken(owner, { ...plain, machineName: "web-1" });
  expect(made.token).toMatch(/^skb_[0-9A-Za-z]{49}$/);
  const [row] = await world.sql`select *, extract(epoch from expires_at - created_at)::int as seconds
    from bootstrap_tokens where id = ${made.id}`;
  expect(row).toMatchObject({ kind: "long_lived", seconds: 600, machine_lifetime_seconds: null });
  expect(JSON.stringify(row)).not.toContain(made.token.slice(4));
  const [listed] = await listBootstrapTokens(owner);
  expect(listed).toEqual({
    id: made.id,
    kind: "long_lived",
    machineName: "web-1",
    description: "",
    createdAt: expect.any(String),
    expiresAt: made.expiresAt,
  });
  expect(await eventsOf(owner, made.id)).toMatchObject([
    { action: "bootstrap_token.created", outcome: "allowed", label: "web-1", actorKind: "user" },
  ]);
});

test("guardrails are kept in their canonical form; a bad range is said at its place", async () => {
  const owner = await aUserContext(world);
  const { id } = await createBootstrapToken(owner, temporary({ sourceCidrs: ["10.9.9.9/8"], hours: null }));
  const [row] =
    await world.sql`select guardrails, machine_lifetime_seconds from bootstrap_tokens where id = ${id}`;
  const guardrails = { sourceCidrs: ["10.0.0.0/8"], hours: null };
  expect(row).toEqual({ guardrails, machine_lifetime_seconds: 3600 });
  const bad = temporary({ sourceCidrs: ["10.0.0.0/8", "010.0.0.1"], hours: null });
  await expect(createBootstrapToken(owner, bad)).rejects.toMatchObject({
    code: "invalid_input",
    issues: [{ path: "guardrails.sourceCidrs.1" }],
  });
});

test("only tokens that may still be used are listed, and only the vault's own", async () => {
  const [owner, stranger] = [await aUserContext(world), await aUserContext(world)];
  await aBootstrapToken(stranger);
  await aBootstrapToken(owner, { expiresAt: new Date(Date.now() - 1) });
  await aBootstrapToken(owner, { usedAt: new Date() });
  await aBootstrapToken(owner, { revokedAt: new Date() });
  const open = await aBootstrapToken(owner);
  expect((await listBootstrapTokens(owner)).map(({ id }) => id)).toEqual([open.id]);
});

test("a revoked token registers nobody; what was used, has ended or is another vault's cannot be revoked", async () => {
  const [owner, stranger] = [await aUserContext(world), await aUserContext(world)];
  const { id, token } = await createBootstrapToken(owner, plain);
  const revoke = (bootstrapTokenId: string, ctx = owner) => revokeBootstrapToken(ctx, { bootstrapTokenId });
  await expect(revoke(id, stranger)).rejects.toMatchObject({ code: "not_found" });
  await revoke(id);
  await expect(revoke(id)).rejects.toMatchObject({ code: "not_found" });
  const body = { token, publicKey: aKey().base64, hostname: "web-1" };
  await expect(registerMachine(aContext(world), body)).rejects.toMatchObject({ status: 410 });
  for (const state of [{ usedAt: new Date() }, { expiresAt: new Date(Date.now() - 1) }]) {
    const ended = await aBootstrapToken(owner, state);
    await expect(revoke(ended.id)).rejects.toMatchObject({ code: "not_found" });
  }
  expect((await eventsOf(owner, id)).map(({ action }) => action)).toEqual([
    "bootstrap_token.created",
    "bootstrap_token.revoked",
    "bootstrap_token.refused",
  ]);
});

test("a revoke and a registration at once: one of them wins, never both", async () => {
  const owner = await aUserContext(world);
  for (let round = 0; round < 20; round++) {
    const { id, plaintext } = await aBootstrapToken(owner);
    const body = { token: plaintext, publicKey: aKey().base64, hostname: "racer" };
    const [revoked, registered] = await Promise.allSettled([
      revokeBootstrapToken(owner, { bootstrapTokenId: id }),
      registerMachine(aContext(world), body),
    ]);
    expect([revoked.status, registered.status].sort()).toEqual(["fulfilled", "rejected"]);
  }
});
