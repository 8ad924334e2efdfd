import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aContainer, download } from "../testing/a-container.ts";
import { aMachineContext } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { deleteMachine } from "./delete-machine.ts";
import { disableMachine } from "./disable-machine.ts";
import { enableMachine } from "./enable-machine.ts";
import { getMachine } from "./get-machine.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const actionsOf = async (id: string) => (await eventsOf(ctx, id)).map(({ action }) => action);

test("a machine that waits for its download cannot be enabled, and is told how it would be", async () => {
  const { machine } = await aContainer(ctx);
  await expect(enableMachine(ctx, { machineId: machine.id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^Nobody has this machine's key\. .*downloading the bundle enables it/),
  });
  expect(await getMachine(ctx, { machineId: machine.id })).toMatchObject({
    ...{ state: "disabled", disabledReason: "awaiting_download", origin: "bundle" },
  });
});

test("whoever disables it ends the bundle with it, once, and nothing enables it after that", async () => {
  const { machine, bundleId } = await aContainer(ctx);
  const act = { machineId: machine.id };
  await disableMachine(ctx, act);
  await disableMachine(ctx, act);
  expect(await actionsOf(machine.id)).toEqual([
    ...["machine.provisioned", "machine.project_attached", "machine.disabled"],
  ]);
  expect(await getMachine(ctx, act)).toMatchObject({ state: "disabled", disabledReason: null });
  expect(await world.ownerSql`select from bundles where id = ${bundleId}`).toHaveLength(0);
  await expect(enableMachine(ctx, act)).rejects.toMatchObject({ code: "conflict" });
});

test("a deletion takes the bundle with it, and the key stays taken", async () => {
  const { machine, bundleId } = await aContainer(ctx);
  await deleteMachine(ctx, { machineId: machine.id });
  expect(await world.ownerSql`select from bundles where id = ${bundleId}`).toHaveLength(0);
  expect(await world.ownerSql`select from public_keys where machine_id = ${machine.id}`).toHaveLength(1);
});

test("once its key is out it is a machine like any other: disabled, enabled, deleted, from its next request on", async () => {
  const container = await aContainer(ctx);
  const { machine } = await download(ctx, container);
  const read = () => readSecret(aMachineContext(ctx, machine), container.secretId);
  const act = { machineId: machine.id };
  await expect(read()).resolves.toBeDefined();
  await disableMachine(ctx, act);
  await expect(read()).rejects.toMatchObject({ code: "unauthenticated" });
  await enableMachine(ctx, act);
  await expect(read()).resolves.toBeDefined();
  await deleteMachine(ctx, act);
  await expect(read()).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a machine that a claim bound has its own key, and is enabled like any other", async () => {
  const container = await aContainer(ctx);
  await world.ownerSql`insert into claims (id, vault_id, machine_name, code_hash, owner_id, expires_at)
    values ('clm_0123456789', ${ctx.actor.vaultId}, 'm', ${Buffer.from("x")}, ${ctx.actor.userId}, now())`;
  const { id } = container.machine;
  await world.ownerSql`update machines set claim_id = 'clm_0123456789', disabled_reason = null where id = ${id}`;
  await enableMachine(ctx, { machineId: id });
  expect(await getMachine(ctx, { machineId: id })).toMatchObject({ state: "active" });
});
