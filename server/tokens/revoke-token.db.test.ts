import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aScope, aStoredToken, tokenInputFor } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { createToken } from "./create-token.ts";
import { getToken } from "./get-token.ts";
import { listTokens } from "./list-tokens.ts";
import { revokeToken } from "./revoke-token.ts";
import { verifyToken } from "./verify-token.ts";

const world = await testDatabase({ max: 24 });
const ctx = await aUserContext(world);
const other = await aUserContext(world);
const scope = await aScope(ctx);
const aToken = (changes = {}) => createToken(ctx, tokenInputFor(scope, changes));
const enroll = (token: string) =>
  enrollMachine(aContext(world), ctx.actor.vaultId, { token, publicKey: aKey().base64, hostname: "runner" });
const revoke = (tokenId: string, disableMachines = false, reason = "") =>
  revokeToken(ctx, { tokenId, reason, disableMachines });
const statesOf = async (tokenId: string) =>
  (await getToken(ctx, { tokenId })).machines.map(({ state }) => state);

test("a revoked token enrolls nothing more, keeps its reason, and leaves its machines alone", async () => {
  const token = await aToken();
  await enroll(token.token);
  expect(await revoke(token.id, false, " leaked in a build log ")).toEqual({ disabledMachines: 0 });
  await expect(enroll(token.token)).rejects.toMatchObject({ code: "enrollment_token_revoked" });
  const view = await getToken(ctx, { tokenId: token.id });
  expect(view).toMatchObject({
    state: "revoked",
    revokeReason: "leaked in a build log",
    uses: 1,
    liveMachineCount: 1,
  });
  expect(view.revokedAt).not.toBeNull();
  expect(view.lastUsedAt).not.toBeNull();
  expect((await eventsOf(ctx, token.id)).map(({ action }) => action)).toEqual([
    "enrollment_token.created",
    "enrollment_token.used",
    "enrollment_token.revoked",
    "enrollment_token.refused",
  ]);
});

test("with its machines: every one that could read is disabled, each with an event of its own", async () => {
  const token = await aToken();
  const ids = [await enroll(token.token), await enroll(token.token)].map(({ machineId }) => machineId);
  const ended = await enroll(token.token);
  await world.ownerSql`update machines set expires_at = now() where id = ${ended.machineId}`;
  expect(await revoke(token.id, true)).toEqual({ disabledMachines: 2 });
  expect(await statesOf(token.id)).toEqual(["expired", "disabled", "disabled"]);
  for (const id of ids)
    expect((await eventsOf(ctx, id)).map(({ action }) => action)).toEqual([
      "machine.enrolled",
      "machine.disabled",
    ]);
  const rows = await world.ownerSql`select token_id, machine_id from audit_events
    where action = 'machine.disabled' and token_id = ${token.id}`;
  expect(rows.map(({ machine_id }) => machine_id).sort()).toEqual([...ids].sort());
});

test("machines that were left alone can still be disabled later, without a second revocation", async () => {
  const token = await aToken();
  await enroll(token.token);
  await revoke(token.id, false, "first");
  expect(await revoke(token.id, true, "second")).toEqual({ disabledMachines: 1 });
  expect((await getToken(ctx, { tokenId: token.id })).revokeReason).toBe("first");
  expect(
    (await eventsOf(ctx, token.id)).filter(({ action }) => action === "enrollment_token.revoked"),
  ).toHaveLength(1);
});

test("twenty people who revoke at once leave one event", async () => {
  const token = await aToken();
  await enroll(token.token);
  const answers = await Promise.all(Array.from({ length: 20 }, () => revoke(token.id, true)));
  expect(answers.reduce((sum, { disabledMachines }) => sum + disabledMachines, 0)).toBe(1);
  expect(
    (await eventsOf(ctx, token.id)).filter(({ action }) => action === "enrollment_token.revoked"),
  ).toHaveLength(1);
});

test("no machine enrolls past a revocation with its machines, however they race", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const token = await aToken();
    await Promise.allSettled([
      enroll(token.token),
      revoke(token.id, true),
      enroll(token.token),
      enroll(token.token),
    ]);
    expect((await statesOf(token.id)).filter((state) => state !== "disabled")).toEqual([]);
  }
});

test("a token with thousands of machines is revoked in one go", async () => {
  const token = await aToken();
  await world.ownerSql`
    insert into machines (id, vault_id, name, kind, public_key, hostname, source_ip, enrollment_token_id, approved_at, expires_at)
    select gen_random_uuid(), ${ctx.actor.vaultId}, 'm-' || n, 'ephemeral', decode(md5(n::text) || md5('x' || n), 'hex'),
      'runner', '192.0.2.1', ${token.id}, now(), now() + interval '1 hour'
    from generate_series(1, 4000) n`;
  expect(await revoke(token.id, true)).toEqual({ disabledMachines: 4000 });
  const [row] = await world.ownerSql`
    select count(*)::int as events from audit_events where token_id = ${token.id} and action = 'machine.disabled'`;
  expect(row?.events).toBe(4000);
  expect((await getToken(ctx, { tokenId: token.id })).machines).toHaveLength(100);
});

test.each([
  ["active", {}],
  ["exhausted", { uses: 10 }],
  ["expired", { uses: 10, expiresAt: new Date(Date.now() - 1000) }],
  ["revoked", { uses: 10, expiresAt: new Date(Date.now() - 1000), revokedAt: new Date() }],
])("the state is %s where an enrollment would be answered so: %j", async (state, columns) => {
  const token = await aStoredToken(ctx, { ...scope, ...columns });
  expect((await getToken(ctx, { tokenId: token.id })).state).toBe(state);
  expect((await listTokens(ctx)).find(({ id }) => id === token.id)).toMatchObject({ state, secretCount: 1 });
});

test("the tokens of another vault behave as ids that never were", async () => {
  const foreign = await createToken(other, tokenInputFor(await aScope(other)));
  await aStoredMachine(other);
  for (const verb of [(id: string) => getToken(ctx, { tokenId: id }), (id: string) => revoke(id, true)]) {
    const [theirs, nobodys] = await Promise.allSettled([verb(foreign.id), verb(newId("etok"))]);
    expect(theirs).toEqual(nobodys);
    expect(theirs).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  await expect(verifyToken(ctx, { token: foreign.token })).rejects.toMatchObject({
    code: "enrollment_token_unknown",
  });
  expect((await getToken(other, { tokenId: foreign.id })).state).toBe("active");
  expect(await eventsOf(other, foreign.id)).toHaveLength(1);
  expect((await listTokens(ctx)).map(({ id }) => id)).not.toContain(foreign.id);
});
