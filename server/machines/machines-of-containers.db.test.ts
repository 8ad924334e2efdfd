import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { claims } from "#db/schema/claims.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { recordEvent } from "../audit/record-event.ts";
import { downloadBundle } from "../bundles/download-bundle.ts";
import { provisionContainer } from "../bundles/provision-container.ts";
import type { UserContext } from "../context.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { getMachine } from "./get-machine.ts";
import { listMachines } from "./list-machines.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);
const scope = await aScope(ctx);
const [secretId = ""] = scope.secretIds;

async function aContainer(claimId: string | null = null) {
  const machine = await aStoredMachine(ctx, { ...scope, kind: "container" });
  await world.ownerSql`update machines set owner_id = ${ctx.actor.userId}, claim_id = ${claimId}
    where id = ${machine.id}`;
  return machine;
}

async function aClaim(): Promise<string> {
  const [id, { vaultId, userId }] = [newId("clm"), ctx.actor];
  const expiresAt = new Date(Date.now() + 900_000);
  const codeHash = Buffer.from(id);
  await world.db
    .insert(claims)
    .values({ id, vaultId, machineName: "api", codeHash, ownerId: userId, expiresAt });
  return id;
}

const listed = async (reader: UserContext) => (await listMachines(reader, { search: "" })).machines;

test("a machine says how it came to be, and who provisioned it", async () => {
  const token = await aStoredToken(ctx, scope);
  const [runner, bundled, bound] = [
    await aStoredMachine(ctx),
    await aContainer(),
    await aContainer(await aClaim()),
  ];
  await world.ownerSql`update machines set enrollment_token_id = ${token.id} where id = ${runner.id}`;
  const owner = { id: ctx.actor.userId, name: ctx.actor.name };
  const said = new Map((await listed(ctx)).map(({ id, origin, owner }) => [id, [origin, owner]]));
  expect([runner, bundled, bound].map(({ id }) => said.get(id))).toEqual([
    ["enrollment_token", null],
    ["bundle", owner],
    ["claim", owner],
  ]);
});

test("a machine whose key nobody has says why it is disabled, in the list and by itself", async () => {
  const machine = await aContainer();
  for (const reason of ["awaiting_download", "never_downloaded"] as const) {
    await world.ownerSql`update machines set disabled_at = now(), disabled_reason = ${reason}
      where id = ${machine.id}`;
    const [inList, alone] = [
      (await listed(ctx)).find(({ id }) => id === machine.id),
      await getMachine(ctx, { machineId: machine.id }),
    ];
    expect([inList?.disabledReason, alone.disabledReason, alone.state]).toEqual([reason, reason, "disabled"]);
  }
});

test("the detail tells when and whence a bundle was downloaded, also when the log no longer does", async () => {
  const plan = { projectId: scope.projectIds[0] ?? "", secretIds: [...scope.secretIds] };
  const more = { machineName: null, machineLifetimeSeconds: null };
  const made = await provisionContainer(ctx, { ...plan, ...more });
  const machineId = made.machine.id;
  expect((await getMachine(ctx, { machineId })).download).toBeNull();
  await downloadBundle({ ...ctx, sourceIp: "198.51.100.9" }, made);
  const { download } = await getMachine(ctx, { machineId });
  expect(download).toMatchObject({ sourceIp: "198.51.100.9", by: ctx.actor.name });
  await world.ownerSql`update machines set created_at = created_at - interval '2 hours' where id = ${machineId}`;
  expect((await getMachine(ctx, { machineId })).download).toEqual({
    at: download?.at,
    sourceIp: null,
    by: null,
  });
});

test("two addresses that read in turn under one key are a hint; what people do from elsewhere is none", async () => {
  const [shared, alone] = [await aContainer(), await aContainer()];
  for (const sourceIp of ["192.0.2.10", "198.51.100.7", "192.0.2.10", "198.51.100.7"]) {
    await readSecret({ ...aMachineContext(ctx, shared), sourceIp }, secretId);
    await readSecret({ ...aMachineContext(ctx, alone), sourceIp: "192.0.2.10" }, secretId);
    await inTransaction(world.db, (tx) =>
      recordEvent(
        tx,
        { ...ctx, sourceIp },
        {
          ...({ action: "machine.renamed", outcome: "allowed", machineId: alone.id } as const),
          target: { kind: "machine", id: alone.id, label: alone.name },
        },
      ),
    );
  }
  const of = async (machineId: string) => (await getMachine(ctx, { machineId })).sharing?.addresses;
  expect([await of(shared.id), await of(alone.id)]).toEqual([["198.51.100.7", "192.0.2.10"], undefined]);
  // A hint and nothing more: the next read from either is answered.
  await readSecret({ ...aMachineContext(ctx, shared), sourceIp: "192.0.2.10" }, secretId);
});
