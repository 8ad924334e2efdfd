import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { deleteMachine } from "../machines/delete-machine.ts";
import { disableMachine } from "../machines/disable-machine.ts";
import { enableMachine } from "../machines/enable-machine.ts";
import { aContainer } from "../testing/a-container.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { downloadBundle } from "./download-bundle.ts";
import { expireBundles } from "./expire-bundles.ts";

const world = await testDatabase({ max: 24 });
const { ownerSql } = world;
const ctx = await aUserContext(world);
const repeated = Array.from({ length: rounds.races }, (_, round) => round);

const wasAllowed = (attempt: PromiseSettledResult<unknown> | undefined) => attempt?.status === "fulfilled";

test("a disable that races a download ends disabled, and the log tells which came first", async () => {
  for (const round of repeated) {
    const { machine, link } = await aContainer(ctx);
    const acts = [() => downloadBundle(ctx, link), () => disableMachine(ctx, { machineId: machine.id })];
    if (round % 2 === 1) acts.reverse();
    const settled = await Promise.allSettled(acts.map((act) => act()));
    const isDownloaded = wasAllowed(settled[round % 2]);
    const [row] = await ownerSql`select disabled_at is null as enabled, disabled_reason as reason,
      (select count(*)::int from bundles where machine_id = m.id) as bundles,
      (select count(*)::int from ended_bundles where machine_id = m.id) as ended
      from machines m where id = ${machine.id}`;
    expect(row).toEqual({ enabled: false, reason: null, bundles: 0, ended: isDownloaded ? 1 : 0 });
    expect(wasAllowed(settled[1 - (round % 2)])).toBe(true);
    const order = (await eventsOf(ctx))
      .filter(({ targetId }) => targetId === machine.id || targetId === link.bundleId)
      .map(({ action }) => action)
      .filter((action) => action === "bundle.downloaded" || action === "machine.disabled");
    expect(order).toEqual(isDownloaded ? ["bundle.downloaded", "machine.disabled"] : ["machine.disabled"]);
    const enabling = enableMachine(ctx, { machineId: machine.id });
    await (isDownloaded
      ? expect(enabling).resolves.toBeDefined()
      : expect(enabling).rejects.toMatchObject({ code: "conflict" }));
  }
});

test("a deletion that races a download leaves no machine and no bundle", async () => {
  for (const _ of repeated) {
    const { machine, link } = await aContainer(ctx);
    const [, deletion] = await Promise.allSettled([
      downloadBundle(ctx, link),
      deleteMachine(ctx, { machineId: machine.id }),
    ]);
    expect(wasAllowed(deletion)).toBe(true);
    expect(await ownerSql`select from machines where id = ${machine.id}`).toHaveLength(0);
    expect(await ownerSql`select from bundles where id = ${link.bundleId}`).toHaveLength(0);
  }
});

test("sweeps that race the last download and each other end a bundle once", async () => {
  const system = aSystemContext(world);
  for (const _ of repeated) {
    const { machine, link } = await aContainer(ctx);
    // Ends while they race: which of them is first is not known.
    await ownerSql`update bundles set expires_at = clock_timestamp() + interval '3 milliseconds' where id = ${link.bundleId}`;
    const [got] = await Promise.allSettled([
      downloadBundle(ctx, link),
      expireBundles(system, 10),
      disableMachine(ctx, { machineId: machine.id }),
      expireBundles(system, 10),
    ]);
    while ((await expireBundles(system, 10)) > 0);
    const [row] = await ownerSql`select disabled_at is null as enabled,
      (select array_agg(ended_as) from ended_bundles where machine_id = m.id) as ended,
      (select count(*)::int from bundles where machine_id = m.id) as bundles
      from machines m where id = ${machine.id}`;
    const ended: unknown = row?.["ended"];
    expect(wasAllowed(got) ? [["downloaded"]] : [["expired"], null]).toContainEqual(ended);
    expect(row).toMatchObject({ enabled: false, bundles: 0 });
  }
});
