import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { runSweeps } from "../jobs/run-sweeps.ts";
import { SWEEPS } from "../jobs/sweeps.ts";
import { enableMachine } from "../machines/enable-machine.ts";
import { getMachine } from "../machines/get-machine.ts";
import { aContainer } from "../testing/a-container.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { downloadBundle } from "./download-bundle.ts";
import { expireBundles } from "./expire-bundles.ts";

const world = await testDatabase();
const { ownerSql } = world;
const [ctx, neighbour] = [await aUserContext(world), await aUserContext(world)];
const system = aSystemContext(world);
const endNow = (bundleId: string) =>
  ownerSql`update bundles set expires_at = clock_timestamp() - interval '1 millisecond' where id = ${bundleId}`;

test("a bundle that nobody fetched is removed with its key, and its machine says why it is disabled", async () => {
  const [late, live, theirs] = [await aContainer(ctx), await aContainer(ctx), await aContainer(neighbour)];
  await endNow(late.bundleId);
  await endNow(theirs.bundleId);
  const { machine, bundleId } = late;
  // The page knows before the sweep does.
  expect(await getMachine(ctx, { machineId: machine.id })).toMatchObject({
    disabledReason: "never_downloaded",
  });
  expect(await expireBundles(system, 10)).toBe(2);
  expect(await expireBundles(system, 10)).toBe(0);
  expect(await getMachine(ctx, { machineId: machine.id })).toMatchObject({
    ...{ state: "disabled", disabledReason: "never_downloaded" },
  });
  expect(await ownerSql`select id from bundles`).toEqual([{ id: live.bundleId }]);
  expect(await eventsOf(ctx, bundleId)).toMatchObject([
    { action: "bundle.expired", outcome: "allowed", actorKind: "system", label: machine.name },
  ]);
  expect(await eventsOf(neighbour, theirs.bundleId)).toHaveLength(1);
  await expect(downloadBundle(ctx, late.link)).rejects.toMatchObject({ code: "bundle_ended" });
  expect((await eventsOf(ctx, bundleId)).at(-1)).toMatchObject({
    reason: "bundle_expired",
    outcome: "denied",
  });
  await expect(enableMachine(ctx, { machineId: machine.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(downloadBundle(ctx, live.link)).resolves.toBeDefined();
});

test("a backlog goes in chunks, with a row for each", async () => {
  const owner = await aUserContext(world);
  const made = [await aContainer(owner), await aContainer(owner), await aContainer(owner)];
  for (const { bundleId } of made) await endNow(bundleId);
  expect([await expireBundles(system, 2), await expireBundles(system, 2)]).toEqual([2, 1]);
  const expired = (await eventsOf(owner)).filter(({ action }) => action === "bundle.expired");
  expect(expired.map(({ targetId }) => targetId).sort()).toEqual(made.map(({ bundleId }) => bundleId).sort());
});

test("every turn of the sweeps does it", async () => {
  const { bundleId } = await aContainer(ctx);
  await endNow(bundleId);
  await runSweeps(() => system, SWEEPS);
  expect(await ownerSql`select from bundles where id = ${bundleId}`).toHaveLength(0);
});

test("what cannot be recorded stays for the next turn", async () => {
  const { bundleId } = await aContainer(ctx);
  await endNow(bundleId);
  await expect(expireBundles({ ...system, requestId: "\0" }, 10)).rejects.toThrow();
  expect(await ownerSql`select from bundles where id = ${bundleId}`).toHaveLength(1);
  expect(await expireBundles(system, 10)).toBe(1);
});
