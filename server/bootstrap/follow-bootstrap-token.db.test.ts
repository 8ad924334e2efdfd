import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { followBootstrapToken } from "./follow-bootstrap-token.ts";

const world = await testDatabase();

type Context = Awaited<ReturnType<typeof aUserContext>>;

async function aToken(ctx: Context, secondsLeft = 600): Promise<string> {
  const id = newId("btok");
  await world.ownerSql`insert into bootstrap_tokens
      (id, vault_id, kind, description, token_hash, created_by, expires_at)
    values (${id}, ${ctx.actor.vaultId}, 'long_lived', '', ${Buffer.from(id)}, ${ctx.actor.userId},
      clock_timestamp() + ${secondsLeft} * interval '1 second')`;
  return id;
}

test("a token is open for its ten minutes, by the clock of the database", async () => {
  const ctx = await aUserContext(world);
  const open = await followBootstrapToken(ctx, { bootstrapTokenId: await aToken(ctx) });
  expect([open.state, open.machineId]).toEqual(["open", null]);
  expect(open.secondsLeft).toBeGreaterThan(0);
  expect(open.secondsLeft).toBeLessThanOrEqual(600);
  const ended = await followBootstrapToken(ctx, { bootstrapTokenId: await aToken(ctx, -1) });
  expect(ended).toEqual({ state: "expired", secondsLeft: 0, machineId: null });
});

test("of a used token it names the machine that used it, and no other", async () => {
  const ctx = await aUserContext(world);
  const [mine, other] = [await aToken(ctx), await aToken(ctx)];
  const machine = await aStoredMachine(ctx, { isApproved: false });
  await world.ownerSql`update bootstrap_tokens set used_at = clock_timestamp() where id = ${mine}`;
  await world.ownerSql`update machines set bootstrap_token_id = ${mine} where id = ${machine.id}`;
  expect(await followBootstrapToken(ctx, { bootstrapTokenId: mine })).toMatchObject({
    state: "used",
    machineId: machine.id,
  });
  expect(await followBootstrapToken(ctx, { bootstrapTokenId: other })).toMatchObject({
    state: "open",
    machineId: null,
  });
});

test("a token of another vault is none", async () => {
  const id = await aToken(await aUserContext(world));
  const stranger = await aUserContext(world);
  await expect(followBootstrapToken(stranger, { bootstrapTokenId: id })).rejects.toMatchObject({
    code: "not_found",
  });
});
