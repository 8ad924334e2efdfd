import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { TEMPORARY_LIFETIME_SECONDS } from "#lib/contract/bootstrap.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine, type StoredMachine } from "../testing/a-machine.ts";
import { aPendingMachine } from "../testing/a-pending-machine.ts";
import { aScope } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { disableMachine } from "./disable-machine.ts";
import { enableMachine } from "./enable-machine.ts";
import { expireMachines } from "./expire-machines.ts";
import { extendMachine } from "./extend-machine.ts";
import { getMachine } from "./get-machine.ts";
import { undoExtension } from "./undo-extension.ts";

const world = await testDatabase({ max: 24 });
const ctx = await aUserContext(world);
const scope = await aScope(ctx);
const [secretId = ""] = scope.secretIds;
const HOUR = 3600;
const idOf = ({ id }: StoredMachine) => ({ machineId: id });
const aGuest = (secondsLeft = HOUR) =>
  aStoredMachine(ctx, {
    ...scope,
    ...{ kind: "temporary", expiresAt: new Date(Date.now() + secondsLeft * 1000) },
  });
const extend = (machine: StoredMachine, seconds = HOUR, reason = "The migration takes longer") =>
  extendMachine(ctx, { ...idOf(machine), seconds, reason });
const read = (machine: StoredMachine) => readSecret(aMachineContext(ctx, machine), secretId);
const actionsOf = async (machine: StoredMachine) =>
  (await eventsOf(ctx, machine.id)).map(({ action }) => action);
/** Seconds from the database's now to the machine's end. */
async function left({ id }: StoredMachine): Promise<number> {
  const [row] = await world.ownerSql`
    select extract(epoch from expires_at - clock_timestamp())::float8 as left from machines where id = ${id}`;
  return Number(row?.["left"]);
}

test("time is added to the present end, and kept with its reason and its author", async () => {
  const machine = await aGuest(HOUR);
  const { expiresAt } = await getMachine(ctx, idOf(machine));
  await extend(machine, 2 * HOUR);
  const after = await getMachine(ctx, idOf(machine));
  expect(Date.parse(after.expiresAt ?? "") - Date.parse(expiresAt ?? "")).toBe(2 * HOUR * 1000);
  expect(after.extensions).toMatchObject([
    {
      ...{ previousExpiresAt: expiresAt, expiresAt: after.expiresAt, undoneAt: null },
      ...{ reason: "The migration takes longer", createdBy: ctx.actor.name },
    },
  ]);
  expect(await actionsOf(machine)).toEqual(["machine.extended"]);
});

test("a machine whose time is over begins again now, is recorded anew when that ends, and reads meanwhile", async () => {
  const machine = await aGuest(-10 * HOUR);
  await expireMachines(aSystemContext(world), 100);
  await expect(read(machine)).rejects.toMatchObject({ code: "unauthenticated" });
  await extend(machine, HOUR);
  expect(await left(machine)).toBeGreaterThan(HOUR - 60);
  expect(await left(machine)).toBeLessThanOrEqual(HOUR);
  await expect(read(machine)).resolves.toBeDefined();
  await world.ownerSql`update machines set expires_at = clock_timestamp() where id = ${machine.id}`;
  await expireMachines(aSystemContext(world), 100);
  expect((await actionsOf(machine)).filter((action) => action === "machine.expired")).toHaveLength(2);
});

test("no end is more than twelve months away, however it is reached", async () => {
  const { max } = TEMPORARY_LIFETIME_SECONDS;
  const machine = await aGuest(HOUR);
  await expect(extend(machine, max)).rejects.toMatchObject({
    ...{ code: "invalid_input", issues: [{ path: "seconds" }] },
  });
  await extend(machine, max - 2 * HOUR);
  await expect(extend(machine, 2 * HOUR)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await actionsOf(machine)).toEqual(["machine.extended"]);
  const ended = await aGuest(-HOUR);
  await expect(extend(ended, max)).resolves.toBeDefined();
});

test("a disabled machine stays disabled, whatever time it is given", async () => {
  const machine = await aGuest(HOUR);
  await disableMachine(ctx, idOf(machine));
  await extend(machine);
  expect((await getMachine(ctx, idOf(machine))).state).toBe("disabled");
  await expect(read(machine)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("one that expired while disabled is extended first, then enabled", async () => {
  const machine = await aGuest(HOUR);
  await disableMachine(ctx, idOf(machine));
  await world.ownerSql`update machines set expires_at = clock_timestamp() where id = ${machine.id}`;
  await expect(enableMachine(ctx, idOf(machine))).rejects.toThrow("Extend it first");
  await extend(machine);
  await enableMachine(ctx, idOf(machine));
  await expect(read(machine)).resolves.toBeDefined();
});

test("only a temporary machine that was approved has a time to extend", async () => {
  const others = [
    await aStoredMachine(ctx, { kind: "long_lived", expiresAt: null }),
    await aStoredMachine(ctx, { kind: "ephemeral" }),
    await aPendingMachine(ctx, { lifetimeSeconds: HOUR }),
  ];
  for (const machine of others) {
    await expect(extend(machine)).rejects.toMatchObject({ code: "conflict" });
    await expect(undoExtension(ctx, idOf(machine))).rejects.toMatchObject({ code: "conflict" });
    expect(await actionsOf(machine)).toEqual([]);
  }
});

test("fifty extensions at once each add their hour", async () => {
  const machine = await aGuest(HOUR);
  const before = Date.parse((await getMachine(ctx, idOf(machine))).expiresAt ?? "");
  await Promise.all(Array.from({ length: 50 }, () => extend(machine, HOUR)));
  const { expiresAt, extensions } = await getMachine(ctx, idOf(machine));
  expect(Date.parse(expiresAt ?? "") - before).toBe(50 * HOUR * 1000);
  expect(new Set(extensions.map(({ previousExpiresAt }) => previousExpiresAt)).size).toBe(50);
  expect(extensions[0]?.expiresAt).toBe(expiresAt);
  expect(await actionsOf(machine)).toHaveLength(50);
});

test("of fifty that reach for the last hour before the limit, one gets it", async () => {
  const machine = await aGuest(TEMPORARY_LIFETIME_SECONDS.max - 1.5 * HOUR);
  const settled = await Promise.allSettled(Array.from({ length: 50 }, () => extend(machine, HOUR)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("undoing walks back extension by extension, even into the past, and no further", async () => {
  const machine = await aGuest(-HOUR);
  const { expiresAt: first } = await getMachine(ctx, idOf(machine));
  await extend(machine, HOUR);
  const { expiresAt: second } = await getMachine(ctx, idOf(machine));
  await extend(machine, HOUR);
  await undoExtension(ctx, idOf(machine));
  expect((await getMachine(ctx, idOf(machine))).expiresAt).toBe(second);
  await expect(read(machine)).resolves.toBeDefined();
  await undoExtension(ctx, idOf(machine));
  const back = await getMachine(ctx, idOf(machine));
  expect(back).toMatchObject({ expiresAt: first, state: "expired" });
  expect(back.extensions.map(({ undoneAt }) => undoneAt === null)).toEqual([false, false]);
  await expect(read(machine)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(undoExtension(ctx, idOf(machine))).rejects.toMatchObject({ code: "conflict" });
  await expireMachines(aSystemContext(world), 100);
  expect((await actionsOf(machine)).at(-1)).toBe("machine.expired");
});

test("twenty who undo three extensions at once undo three", async () => {
  const machine = await aGuest(HOUR);
  const { expiresAt } = await getMachine(ctx, idOf(machine));
  for (let count = 0; count < 3; count++) await extend(machine);
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, () => undoExtension(ctx, idOf(machine))),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect((await getMachine(ctx, idOf(machine))).expiresAt).toBe(expiresAt);
});
