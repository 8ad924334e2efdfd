import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { aScope, aStoredToken, tokenInputFor } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { createToken } from "./create-token.ts";
import { getToken } from "./get-token.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeToken } from "./revoke-token.ts";
import { rotateToken } from "./rotate-token.ts";

const world = await testDatabase({ max: 24 });
const ctx = await aUserContext(world);
const other = await aUserContext(world);
const scope = await aScope(ctx);
const HOUR = 3600;
const rotate = (tokenId: string, overlapSeconds = HOUR) => rotateToken(ctx, { tokenId, overlapSeconds });
const enroll = (token: string) =>
  enrollMachine({ ...aContext(world), sourceIp: "10.1.2.3" }, ctx.actor.vaultId, {
    token,
    publicKey: aKey().base64,
    hostname: "runner-1",
  });
const LIMITS = { sourceCidr: "10.0.0.0/8", hostnamePattern: "runner-*", namePattern: "ci-{uuid8}" };

test("the new token has the old one's name, policy and lifetime and fresh uses; each knows the other and its own machines", async () => {
  const old = await createToken(
    ctx,
    tokenInputFor(scope, {
      ...LIMITS,
      maxUses: 3,
      tokenLifetimeSeconds: 30 * 86_400,
      description: "deploys",
    }),
  );
  const first = await enroll(old.token);
  const made = await rotate(old.id);
  expect(made.name).toBe(old.name);
  expect(made.token).toMatch(/^ske_[0-9A-Za-z]{49}$/);
  expect(made.token).not.toBe(old.token);
  expect(made.replaces).toMatchObject({
    id: old.id,
    name: expect.stringMatching(`^${old.name} \\(rotated \\d`),
  });
  const [after, before] = [
    await getToken(ctx, { tokenId: made.id }),
    await getToken(ctx, { tokenId: old.id }),
  ];
  const { id: _, expiresAt, ...policy } = after.policy;
  const { id: __, expiresAt: ___, name: retired, ...oldPolicy } = before.policy;
  expect(policy).toEqual({ ...oldPolicy, name: old.name });
  expect(retired).toBe(made.replaces.name);
  expect(after).toMatchObject({ uses: 0, maxUses: 3, description: "deploys", state: "active" });
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
  expect([after.replaces?.id, after.replacedBy, before.replaces, before.replacedBy]).toEqual([
    old.id,
    null,
    null,
    { id: made.id, name: old.name },
  ]);
  const second = await enroll(made.token);
  const third = await enroll(old.token);
  const machinesOf = async (tokenId: string) =>
    (await getToken(ctx, { tokenId })).machines.map(({ id }) => id).sort();
  expect(await machinesOf(old.id)).toEqual([first.machineId, third.machineId].sort());
  expect(await machinesOf(made.id)).toEqual([second.machineId]);
  expect((await eventsOf(ctx, old.id)).map(({ action }) => action)).toEqual([
    "enrollment_token.created",
    "enrollment_token.used",
    "enrollment_token.rotated",
    "enrollment_token.used",
  ]);
  expect((await eventsOf(ctx, made.id)).map(({ action }) => action)).toEqual([
    "enrollment_token.created",
    "enrollment_token.used",
  ]);
});

test("without an overlap the old token is over at once, and its machines are not", async () => {
  const old = await createToken(ctx, tokenInputFor(scope));
  const { machineId } = await enroll(old.token);
  await rotate(old.id, 0);
  await expect(enroll(old.token)).rejects.toMatchObject({ code: "enrollment_token_expired" });
  const [machine] = (await getToken(ctx, { tokenId: old.id })).machines;
  expect(machine).toMatchObject({ id: machineId, state: "active" });
});

test("an overlap never makes a token live longer than it would have", async () => {
  const old = await aStoredToken(ctx, { ...scope, expiresAt: new Date(Date.now() + 600_000) });
  const { replaces } = await rotate(old.id, 7 * 86_400);
  expect(Date.parse(replaces.expiresAt)).toBeLessThanOrEqual(Date.now() + 600_000);
});

test.each([
  ["revoked", { revokedAt: new Date() }, "was revoked"],
  ["expired", { expiresAt: new Date(Date.now() - 1) }, "has expired"],
])("a %s token gets no successor, and is told why", async (_, state, reason) => {
  const old = await aStoredToken(ctx, { ...scope, ...state });
  const before = await listTokens(ctx);
  await expect(rotate(old.id)).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining(reason),
  });
  expect(await listTokens(ctx)).toEqual(before.map((token) => ({ ...token, hints: expect.anything() })));
  expect(await eventsOf(ctx, old.id)).toEqual([]);
});

test("a used-up token may be rotated: fresh uses are what it is for", async () => {
  const old = await aStoredToken(ctx, { ...scope, uses: 10 });
  await expect(enroll((await rotate(old.id)).token)).resolves.toMatchObject({ vaultId: ctx.actor.vaultId });
});

test("a second rotation goes to the successor, however often on one day", async () => {
  const old = await createToken(ctx, tokenInputFor(scope));
  const second = await rotate(old.id);
  await expect(rotate(old.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`${old.name} took its place`),
  });
  const third = await rotate(second.id);
  expect(third.name).toBe(old.name);
  expect(third.replaces.name).toMatch(/, 2\)$/);
  await revokeToken(ctx, { tokenId: second.id, reason: "", disableMachines: false });
  await expect(enroll(third.token)).resolves.toMatchObject({ vaultId: ctx.actor.vaultId });
});

test("of two rotations at once one is made", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const old = await createToken(ctx, tokenInputFor(scope));
    const answers = await Promise.allSettled([rotate(old.id), rotate(old.id), rotate(old.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    const named = (await listTokens(ctx)).filter(({ name }) => name.startsWith(old.name));
    expect(named).toHaveLength(2);
  }
});

test("an enrollment that races a rotation without overlap is before it or refused", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const old = await createToken(ctx, tokenInputFor(scope));
    const [made, ...enrolled] = await Promise.allSettled([
      rotate(old.id, 0),
      enroll(old.token),
      enroll(old.token),
    ]);
    expect(made.status).toBe("fulfilled");
    const { uses, machines } = await getToken(ctx, { tokenId: old.id });
    const count = enrolled.filter(({ status }) => status === "fulfilled").length;
    expect([uses, machines.length]).toEqual([count, count]);
    for (const answer of enrolled)
      if (answer.status === "rejected")
        expect(answer.reason).toMatchObject({ code: "enrollment_token_expired" });
  }
});

test("what is in the trash comes back for the new token as well, and another vault's token is unknown", async () => {
  const old = await createToken(ctx, tokenInputFor(await aScope(ctx)));
  const [secretId] = (await getToken(ctx, { tokenId: old.id })).policy.secrets.map(({ id }) => id);
  await world.ownerSql`update secrets set deleted_at = now() where id = ${secretId ?? ""}`;
  const made = await rotate(old.id);
  await world.ownerSql`update secrets set deleted_at = null where id = ${secretId ?? ""}`;
  expect((await getToken(ctx, { tokenId: made.id })).policy.secrets.map(({ id }) => id)).toEqual([secretId]);
  const foreign = await createToken(other, tokenInputFor(await aScope(other)));
  for (const id of [foreign.id, newId("etok")])
    await expect(rotate(id)).rejects.toMatchObject({ code: "not_found" });
  expect((await getToken(other, { tokenId: foreign.id })).replacedBy).toBeNull();
});
