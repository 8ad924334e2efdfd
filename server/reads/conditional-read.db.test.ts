import { expect, test, vi } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { etagOf } from "./etag.ts";
import { readSecret } from "./read-secret.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const projectId = await aStoredProject(owner);
const secret = await aStoredSecret(owner, projectId);
const etag = etagOf(secret.id, 1);
const aReader = () => aStoredMachine(owner, { projectIds: [projectId], secretIds: [secret.id] });
const events = (machineId: string) =>
  world.sql`select action, outcome, reason, secret_id, version from audit_events where machine_id = ${machineId} order by id`;

test("a current copy is confirmed, recorded as checked, and the value is never opened", async () => {
  const machine = await aReader();
  const ctx = aMachineContext(owner, machine);
  const open = vi.fn(ctx.keyring.open);
  const keyring = { ...ctx.keyring, open };
  expect(await readSecret({ ...ctx, keyring }, secret.id, etag)).toEqual({ etag, value: null });
  expect(open).not.toHaveBeenCalled();
  expect(await events(machine.id)).toEqual([
    { action: "secret.checked", outcome: "allowed", reason: null, secret_id: secret.id, version: 1 },
  ]);
});

test.each([
  ["no header", null],
  ["an older version", etagOf("sk_x", 1)],
  ["nonsense", "nonsense"],
])("%s gets the value and the tag to ask with", async (_, ifNoneMatch) => {
  const machine = await aReader();
  const reading = await readSecret(aMachineContext(owner, machine), secret.id, ifNoneMatch);
  expect(reading).toEqual({ etag, value: secret.value });
  expect(await events(machine.id)).toMatchObject([{ action: "secret.read" }]);
});

test("a new version is sent to who names the old one", async () => {
  const changed = await aStoredSecret(owner, projectId);
  const machine = await aStoredMachine(owner, { projectIds: [projectId], secretIds: [changed.id] });
  const before = await readSecret(aMachineContext(owner, machine), changed.id);
  await world.ownerSql`insert into secret_versions (secret_id, version, sealed_value, size_bytes, created_by)
    select secret_id, 2, sealed_value, size_bytes, created_by from secret_versions where secret_id = ${changed.id}`;
  await world.ownerSql`update secrets set current_version = 2 where id = ${changed.id}`;
  // The old blob does not open at the new place, which proves that an opening was tried.
  await expect(readSecret(aMachineContext(owner, machine), changed.id, before.etag)).rejects.toMatchObject({
    code: "internal",
  });
});

test("whose grant is gone is denied, whatever copy they hold, and never told that it is current", async () => {
  const machine = await aReader();
  await world.ownerSql`delete from grants where machine_id = ${machine.id}`;
  for (const ifNoneMatch of [etag, "*", `W/${etag}`])
    await expect(readSecret(aMachineContext(owner, machine), secret.id, ifNoneMatch)).rejects.toMatchObject({
      code: "access_denied",
      status: 403,
    });
  const denied = { action: "secret.read_denied", outcome: "denied", reason: "grant_missing" };
  expect(await events(machine.id)).toMatchObject([denied, denied, denied]);
});

test("a secret in the trash is 404 and a disabled machine 401, whatever copy they hold", async () => {
  const gone = await aStoredSecret(owner, projectId);
  const holder = await aStoredMachine(owner, { projectIds: [projectId], secretIds: [gone.id] });
  await world.ownerSql`update secrets set deleted_at = now() where id = ${gone.id}`;
  const ask = () => readSecret(aMachineContext(owner, holder), gone.id, "*");
  await expect(ask()).rejects.toMatchObject({ status: 404 });
  await world.ownerSql`update machines set disabled_at = now() where id = ${holder.id}`;
  await expect(ask()).rejects.toMatchObject({ status: 401 });
});
