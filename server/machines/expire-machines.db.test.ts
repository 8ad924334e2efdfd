import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { expireMachines } from "./expire-machines.ts";

const world = await testDatabase();
const [ctx, other] = [await aUserContext(world), await aUserContext(world)];
const seconds = (count: number) => new Date(Date.now() + count * 1000);

test("each expiry is recorded once, in its own vault, however many sweep at once", async () => {
  const ended = await aStoredMachine(ctx, { expiresAt: seconds(-1) });
  const endedElsewhere = await aStoredMachine(other, { expiresAt: seconds(-1), disabledAt: seconds(-5) });
  const alive = await aStoredMachine(ctx, { expiresAt: seconds(60) });
  const counts = await Promise.all(
    Array.from({ length: 8 }, () => expireMachines(aSystemContext(world), 100)),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(await expireMachines(aSystemContext(world), 100)).toBe(0);
  expect(await eventsOf(ctx, ended.id)).toMatchObject([
    { action: "machine.expired", actorKind: "system", label: ended.name },
  ]);
  expect(await eventsOf(other, endedElsewhere.id)).toHaveLength(1);
  expect(await eventsOf(ctx, alive.id)).toEqual([]);
  const rows = await world.ownerSql`select id from machines where expired_at is not null order by id`;
  expect(rows.map(({ id }) => id)).toEqual([ended.id, endedElsewhere.id].sort());
});

test("the sweep walks machines whose time is over and no others, however many ended before", async () => {
  const plan = await world.ownerSql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return tx`explain select id from machines
      where expires_at <= statement_timestamp() and expired_at is null order by expires_at limit 500`;
  });
  expect(JSON.stringify(plan)).toMatch(/Index Scan using machines_expiry.*Index Cond: \(expires_at <=/);
});
