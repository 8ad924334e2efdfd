import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId, newMachineId } from "#lib/ids.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { approveMachine } from "./approve-machine.ts";
import { attachProject } from "./attach-project.ts";
import { deleteMachine } from "./delete-machine.ts";
import { denyMachine } from "./deny-machine.ts";
import { detachProject } from "./detach-project.ts";
import { disableMachine } from "./disable-machine.ts";
import { enableMachine } from "./enable-machine.ts";
import { extendMachine } from "./extend-machine.ts";
import { getGrantOptions } from "./get-grant-options.ts";
import { getMachine } from "./get-machine.ts";
import { getMachineImpact } from "./get-machine-impact.ts";
import { listMachines } from "./list-machines.ts";
import { renameMachine } from "./rename-machine.ts";
import { revokeAccess } from "./revoke-access.ts";
import { setGrants } from "./set-grants.ts";
import { setGuardrails } from "./set-guardrails.ts";
import { undoExtension } from "./undo-extension.ts";

const world = await testDatabase({ max: 24 });
const ctx = await aUserContext(world);
const other = await aUserContext(world);
const scope = await aScope(ctx);
const [secretId = ""] = scope.secretIds;
const aReader = () => aStoredMachine(ctx, scope);
const seconds = (count: number) => new Date(Date.now() + count * 1000);
const actionsOf = async (machineId: string) => (await eventsOf(ctx, machineId)).map(({ action }) => action);

test("the detail names what the machine may read, when it last did, and its key", async () => {
  const token = await aStoredToken(ctx, scope);
  const reader = await aReader();
  await world.ownerSql`update machines set enrollment_token_id = ${token.id} where id = ${reader.id}`;
  const before = await getMachine(ctx, { machineId: reader.id });
  expect(before).toMatchObject({
    ...{ id: reader.id, name: reader.name, state: "active", kind: "ephemeral", secretCount: 1 },
    ...{ token: { id: token.id, name: token.name }, lastSeenAt: null, lastSeenIp: null },
    fingerprint: `SHA256:${createHash("sha256").update(reader.key.raw).digest("base64").replace("=", "")}`,
    projects: [{ id: scope.projectIds[0] }],
    grants: [{ secretId, lastReadAt: null }],
  });
  expect(JSON.stringify(before)).not.toContain(reader.key.raw.toString("base64"));
  await readSecret({ ...aMachineContext(ctx, reader), sourceIp: "198.51.100.7" }, secretId);
  await disableMachine(ctx, { machineId: reader.id });
  const after = await getMachine(ctx, { machineId: reader.id });
  expect(after.lastSeenIp).toBe("198.51.100.7");
  expect(after.lastSeenAt).not.toBeNull();
  expect(after.grants[0]?.lastReadAt).toBe(after.lastSeenAt);
});

describe("the state is what the next request would meet, by the database's clock", () => {
  test.each([
    ["active", {}],
    ["active", { expiresAt: seconds(5) }],
    ["expired", { expiresAt: seconds(-1) }],
    ["disabled", { disabledAt: seconds(-5) }],
    ["disabled", { disabledAt: seconds(-5), expiresAt: seconds(-1) }],
    ["pending", { isApproved: false }],
    ["expired", { isApproved: false, expiresAt: seconds(-1) }],
  ])("%s: %j", async (state, options) => {
    const machine = await aStoredMachine(ctx, options);
    expect((await getMachine(ctx, { machineId: machine.id })).state).toBe(state);
  });
});

test("a disabled machine reads nothing from its next request on, and reads again once enabled", async () => {
  const reader = await aReader();
  await disableMachine(ctx, { machineId: reader.id });
  await expect(readSecret(aMachineContext(ctx, reader), secretId)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await enableMachine(ctx, { machineId: reader.id });
  await expect(readSecret(aMachineContext(ctx, reader), secretId)).resolves.toBeDefined();
  expect(await actionsOf(reader.id)).toEqual([
    "machine.disabled",
    "machine.request_denied",
    "machine.enabled",
  ]);
});

test("twenty people who disable at once leave one event; so do twenty who enable", async () => {
  const reader = await aReader();
  const twenty = (act: typeof disableMachine) =>
    Promise.all(Array.from({ length: 20 }, () => act(ctx, { machineId: reader.id })));
  await twenty(disableMachine);
  await twenty(enableMachine);
  expect(await actionsOf(reader.id)).toEqual(["machine.disabled", "machine.enabled"]);
});

test("time that has run out is neither disabled nor given back", async () => {
  const machine = await aStoredMachine(ctx, { expiresAt: seconds(-1) });
  for (const act of [disableMachine, enableMachine])
    await expect(act(ctx, { machineId: machine.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await actionsOf(machine.id)).toEqual([]);
});

test("a rename leaves its event under the new name, and none when nothing changes", async () => {
  const machine = await aStoredMachine(ctx);
  await renameMachine(ctx, { machineId: machine.id, name: "build-7" });
  await renameMachine(ctx, { machineId: machine.id, name: "build-7" });
  expect((await getMachine(ctx, { machineId: machine.id })).name).toBe("build-7");
  expect(await eventsOf(ctx, machine.id)).toMatchObject([{ action: "machine.renamed", label: "build-7" }]);
});

test("a deleted machine is gone with its grants, its key stays taken, and the log keeps its name", async () => {
  const reader = await aReader();
  await deleteMachine(ctx, { machineId: reader.id });
  await expect(readSecret(aMachineContext(ctx, reader), secretId)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(getMachine(ctx, { machineId: reader.id })).rejects.toMatchObject({ code: "not_found" });
  const [left] = await world.ownerSql`select
    (select count(*)::int from grants where machine_id = ${reader.id}) as grants,
    (select count(*)::int from machine_projects where machine_id = ${reader.id}) as links,
    (select count(*)::int from public_keys where public_key = ${reader.key.raw}) as keys`;
  expect(left).toEqual({ grants: 0, links: 0, keys: 1 });
  expect(await eventsOf(ctx, reader.id)).toMatchObject([{ action: "machine.deleted", label: reader.name }]);
  await expect(deleteMachine(ctx, { machineId: reader.id })).rejects.toMatchObject({ code: "not_found" });
});

test("no read of a machine is recorded after its deletion (INV-23)", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const reader = await aReader();
    const reads = Array.from({ length: 20 }, () => readSecret(aMachineContext(ctx, reader), secretId));
    const [, ...results] = await Promise.allSettled([deleteMachine(ctx, { machineId: reader.id }), ...reads]);
    const rows = await world.ownerSql<{ action: string }[]>`
      select action from audit_events where machine_id = ${reader.id} order by id`;
    expect(rows.at(-1)?.action).toBe("machine.deleted");
    const released = results.filter(({ status }) => status === "fulfilled").length;
    expect(rows.filter(({ action }) => action === "secret.read")).toHaveLength(released);
  }
});

test("the machines of another vault behave as ids that never were", async () => {
  const foreign = await aStoredMachine(other);
  const [mine = ""] = scope.projectIds;
  const verbs = [
    (machineId: string) => getMachine(ctx, { machineId }),
    (machineId: string) => renameMachine(ctx, { machineId, name: "mine-now" }),
    (machineId: string) => disableMachine(ctx, { machineId }),
    (machineId: string) => enableMachine(ctx, { machineId }),
    (machineId: string) => deleteMachine(ctx, { machineId }),
    (machineId: string) => approveMachine(ctx, { machineId }),
    (machineId: string) => denyMachine(ctx, { machineId }),
    (machineId: string) => attachProject(ctx, { machineId, projectId: mine }),
    (machineId: string) => detachProject(ctx, { machineId, projectId: mine }),
    (machineId: string) => setGrants(ctx, { machineId, projectId: mine, secretIds: [] }),
    (machineId: string) => revokeAccess(ctx, { machineId }),
    (machineId: string) => setGuardrails(ctx, { machineId, guardrails: null }),
    (machineId: string) => extendMachine(ctx, { machineId, seconds: 3600, reason: "more" }),
    (machineId: string) => undoExtension(ctx, { machineId }),
    (machineId: string) => getGrantOptions(ctx, { machineId }),
    (machineId: string) => getMachineImpact(ctx, { machineId }),
  ];
  for (const verb of verbs) {
    const [theirs, nobodys] = await Promise.allSettled([verb(foreign.id), verb(newMachineId())]);
    expect(theirs).toEqual(nobodys);
    expect(theirs).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect(await getMachine(other, { machineId: foreign.id })).toMatchObject({
    name: foreign.name,
    state: "active",
  });
  expect(await eventsOf(other, foreign.id)).toEqual([]);
  expect((await listMachines(ctx, { search: "" })).machines.map(({ id }) => id)).not.toContain(foreign.id);
});

test("a project of another vault behaves as one that never was", async () => {
  const machine = await aStoredMachine(ctx, { kind: "long_lived", expiresAt: null });
  const foreign = (await aScope(other)).projectIds[0] ?? "";
  for (const projectId of [foreign, newId("proj")]) {
    const input = { machineId: machine.id, projectId };
    await expect(attachProject(ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(detachProject(ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(setGrants(ctx, { ...input, secretIds: [] })).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await eventsOf(ctx, machine.id)).toEqual([]);
});
