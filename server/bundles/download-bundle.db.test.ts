import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { mintToken } from "../crypto/opaque-token.ts";
import { deleteMachine } from "../machines/delete-machine.ts";
import { disableMachine } from "../machines/disable-machine.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aContainer, type Container, download } from "../testing/a-container.ts";
import { aMachineContext } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { downloadBundle } from "./download-bundle.ts";

const world = await testDatabase({ max: 24 });
const { ownerSql } = world;
const ctx = await aUserContext(world);

const ENDED = { code: "bundle_ended", status: 410 };
const stateOf = async ({ machine, bundleId }: Container) => {
  const [row] = await ownerSql`select m.disabled_at is null as enabled, m.disabled_reason as reason,
    (select count(*)::int from bundles where id = ${bundleId}) as bundles,
    (select array_agg(ended_as) from ended_bundles where id = ${bundleId}) as ended
    from machines m where m.id = ${machine.id}`;
  return row;
};
const refusals = async ({ bundleId }: Container, owner: UserContext = ctx) =>
  (await eventsOf(owner, bundleId)).filter(({ action }) => action === "bundle.refused");

test("the bundle is the machine: its key reads what was ticked, from the download on", async () => {
  const container = await aContainer(ctx, { machineName: "api" });
  const { machine, identity } = await download(ctx, container);
  expect(identity).toEqual({
    ...{ machineId: container.machine.id, machineName: "api", vaultId: ctx.actor.vaultId },
    ...{ apiUrl: "http://localhost:3000", privateKeyPath: "/etc/sikkerkey/private.pem" },
  });
  const [row] = await ownerSql`select public_key from machines where id = ${machine.id}`;
  expect(machine.key.raw.equals(row?.["public_key"])).toBe(true);
  await expect(readSecret(aMachineContext(ctx, machine), container.secretId)).resolves.toBeDefined();
  expect(await stateOf(container)).toEqual({
    ...{ enabled: true, reason: null, bundles: 0, ended: ["downloaded"] },
  });
  expect(await eventsOf(ctx, container.bundleId)).toMatchObject([
    { action: "bundle.downloaded", outcome: "allowed", label: "api", actorId: ctx.actor.userId },
  ]);
});

test("the second use of a link is 410, leaves the machine as it is, and raises a warning (AT-51)", async () => {
  const container = await aContainer(ctx);
  const { machine } = await download(ctx, container);
  await expect(downloadBundle(ctx, container.link)).rejects.toMatchObject(ENDED);
  expect(await refusals(container)).toMatchObject([
    { outcome: "denied", reason: "bundle_used", label: machine.name, targetId: container.bundleId },
  ]);
  await expect(readSecret(aMachineContext(ctx, machine), container.secretId)).resolves.toBeDefined();
});

test("of 200 downloads at once one gets the key and 199 are told that it has ended (AT-51)", async () => {
  const container = await aContainer(ctx);
  const settled = await Promise.allSettled(
    Array.from({ length: 200 }, () => downloadBundle(ctx, container.link)),
  );
  const refused = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refused).toHaveLength(199);
  for (const error of refused) expect(error).toMatchObject(ENDED);
  const events = (await eventsOf(ctx, container.bundleId)).map(({ action }) => action);
  expect(events.filter((action) => action === "bundle.downloaded")).toHaveLength(1);
  // A flood of refusals is seen from its first rows.
  expect(events.filter((action) => action === "bundle.refused")).toHaveLength(60);
});

test("a millisecond after its fifteen minutes the link is over, swept or not, and until then it is not (AT-51)", async () => {
  const [late, early] = [await aContainer(ctx), await aContainer(ctx)];
  await ownerSql`update bundles set expires_at = clock_timestamp() - interval '1 millisecond' where id = ${late.bundleId}`;
  await ownerSql`update bundles set expires_at = clock_timestamp() + interval '30 seconds' where id = ${early.bundleId}`;
  await expect(downloadBundle(ctx, late.link)).rejects.toMatchObject(ENDED);
  expect(await stateOf(late)).toMatchObject({ enabled: false });
  expect(await refusals(late)).toMatchObject([{ reason: "bundle_expired" }]);
  await expect(downloadBundle(ctx, early.link)).resolves.toBeDefined();
});

describe("whoever may not have it burns nothing", () => {
  test("a wrong link, an unknown bundle, and the bundle of another vault are one answer, and no event", async () => {
    const [container, other] = [await aContainer(ctx), await aContainer(ctx)];
    const stranger = await aUserContext(world);
    const attempts: [UserContext, { bundleId: string; linkSecret: string }][] = [
      [ctx, { ...container.link, linkSecret: mintToken("skl") }],
      [ctx, { ...container.link, linkSecret: other.linkSecret }],
      [ctx, { ...container.link, linkSecret: `${container.linkSecret} ` }],
      [ctx, { ...container.link, linkSecret: "nonsense" }],
      [ctx, { ...container.link, bundleId: newId("bndl") }],
      [stranger, container.link],
    ];
    for (const [who, link] of attempts) await expect(downloadBundle(who, link)).rejects.toMatchObject(ENDED);
    expect([await eventsOf(ctx, container.bundleId), await eventsOf(stranger)]).toEqual([[], []]);
    await expect(downloadBundle(ctx, container.link)).resolves.toBeDefined();
    // Now it has ended, and a stranger still learns nothing of it.
    await expect(downloadBundle(stranger, container.link)).rejects.toMatchObject(ENDED);
    expect(await eventsOf(stranger)).toEqual([]);
  });

  test("somebody else of the vault is refused, with the right link too (AT-51)", async () => {
    const container = await aContainer(ctx);
    const { userId } = (await aUserContext(world)).actor;
    const colleague = { ...ctx, actor: { ...ctx.actor, userId } };
    await expect(downloadBundle(colleague, container.link)).rejects.toMatchObject({ code: "forbidden" });
    await expect(downloadBundle(ctx, container.link)).resolves.toBeDefined();
  });
});

test.each([
  ["disabled", disableMachine],
  ["deleted", deleteMachine],
])("a machine that a person has %s meanwhile hands out nothing (AT-51)", async (_, act) => {
  const container = await aContainer(ctx);
  await act(ctx, { machineId: container.machine.id });
  expect(await ownerSql`select from bundles where id = ${container.bundleId}`).toHaveLength(0);
  await expect(downloadBundle(ctx, container.link)).rejects.toMatchObject(ENDED);
});

test("a bundle that a disabled machine still has, however that came, hands out nothing", async () => {
  const container = await aContainer(ctx);
  await ownerSql`update machines set disabled_reason = null where id = ${container.machine.id}`;
  await expect(downloadBundle(ctx, container.link)).rejects.toMatchObject(ENDED);
  expect(await stateOf(container)).toMatchObject({ enabled: false, bundles: 1 });
});

test("a download that cannot be recorded hands out nothing, and may be tried again", async () => {
  const container = await aContainer(ctx);
  await expect(downloadBundle({ ...ctx, requestId: "\0" }, container.link)).rejects.toThrow();
  expect(await stateOf(container)).toEqual({
    ...{ enabled: false, reason: "awaiting_download", bundles: 1, ended: null },
  });
  await expect(downloadBundle(ctx, container.link)).resolves.toBeDefined();
});

test("a blob that was changed is an alarm and no key, and the bundle is gone all the same", async () => {
  const container = await aContainer(ctx);
  await ownerSql`update bundles set sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1) where id = ${container.bundleId}`;
  await expect(downloadBundle(ctx, container.link)).rejects.toMatchObject({ code: "internal" });
  expect(await refusals(container)).toMatchObject([{ outcome: "failed", reason: "integrity_failure" }]);
  await expect(downloadBundle(ctx, container.link)).rejects.toMatchObject(ENDED);
});

test("a blob that was moved from another container's bundle does not open there", async () => {
  const [one, two] = [await aContainer(ctx), await aContainer(ctx)];
  await ownerSql`update bundles set sealed = (select sealed from bundles where id = ${two.bundleId}),
    link_hash = (select link_hash from bundles where id = ${two.bundleId}) where id = ${one.bundleId}`;
  const moved = { bundleId: one.bundleId, linkSecret: two.linkSecret };
  await expect(downloadBundle(ctx, moved)).rejects.toMatchObject({ code: "internal" });
});
