import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { readSecret } from "../reads/read-secret.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { purgeSecret } from "../secrets/purge-secret.ts";
import { aMachineContext, aStoredMachine, type StoredMachine } from "../testing/a-machine.ts";
import { aPendingMachine } from "../testing/a-pending-machine.ts";
import { aSecret } from "../testing/a-secret.ts";
import { aScope } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { approveMachine } from "./approve-machine.ts";
import { attachProject } from "./attach-project.ts";
import { deleteMachine } from "./delete-machine.ts";
import { denyMachine } from "./deny-machine.ts";
import { getMachine } from "./get-machine.ts";
import { listMachines } from "./list-machines.ts";
import { setGrants } from "./set-grants.ts";

const world = await testDatabase({ max: 24 });
const ctx = await aUserContext(world);
const scope = await aScope(ctx);
const [projectId = "", secretId = ""] = [scope.projectIds[0], scope.secretIds[0]];
const idOf = ({ id }: StoredMachine) => ({ machineId: id });
const actionsOf = async (machine: StoredMachine) =>
  (await eventsOf(ctx, machine.id)).map(({ action }) => action);
const aHost = (options = {}) =>
  aStoredMachine(ctx, { ...scope, kind: "long_lived", expiresAt: null, ...options });

test("a pending machine reads nothing, not even what it would be granted; approved and granted, it reads", async () => {
  const machine = await aPendingMachine(ctx);
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).rejects.toMatchObject({
    ...{ code: "access_denied", cause: { reason: "machine_pending" } },
  });
  const input = { ...idOf(machine), projectId, secretIds: [secretId] };
  await expect(attachProject(ctx, input)).rejects.toThrow("Approve it first");
  await expect(setGrants(ctx, input)).rejects.toMatchObject({ code: "conflict" });
  await approveMachine(ctx, idOf(machine));
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).rejects.toMatchObject({
    cause: { reason: "project_not_linked" },
  });
  await attachProject(ctx, { ...idOf(machine), projectId });
  await setGrants(ctx, { ...idOf(machine), projectId, secretIds: [secretId] });
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).resolves.toBeDefined();
  expect(await getMachine(ctx, idOf(machine))).toMatchObject({ state: "active", expiresAt: null });
});

test("the time of a temporary machine begins with its approval, by the database's clock", async () => {
  const machine = await aPendingMachine(ctx, { lifetimeSeconds: 7200 });
  expect(await getMachine(ctx, idOf(machine))).toMatchObject({ state: "pending", expiresAt: null });
  await approveMachine(ctx, idOf(machine));
  const [row] = await world.ownerSql`
    select extract(epoch from expires_at - approved_at)::float8 as seconds from machines where id = ${machine.id}`;
  expect(row?.["seconds"]).toBeCloseTo(7200, 1);
});

test("the list shows who waits, of which kind", async () => {
  const own = await aUserContext(world);
  const pending = await aPendingMachine(own, { lifetimeSeconds: 3600 });
  await aPendingMachine(own).then((machine) => approveMachine(own, idOf(machine)));
  const page = await listMachines(own, { search: "", state: "pending" });
  expect(page.machines).toMatchObject([{ id: pending.id, kind: "temporary", state: "pending" }]);
  expect(page.counts).toEqual({ active: 1, pending: 1, disabled: 0, expired: 0 });
});

test("twenty who approve at once leave one event", async () => {
  const machine = await aPendingMachine(ctx);
  await Promise.all(Array.from({ length: 20 }, () => approveMachine(ctx, idOf(machine))));
  expect(await actionsOf(machine)).toEqual(["machine.approved"]);
});

test("a denied machine is gone, its key stays taken, and the log keeps its name", async () => {
  const machine = await aPendingMachine(ctx);
  await denyMachine(ctx, idOf(machine));
  await expect(getMachine(ctx, idOf(machine))).rejects.toMatchObject({ code: "not_found" });
  const keys = await world.ownerSql`select from public_keys where public_key = ${machine.key.raw}`;
  expect(keys).toHaveLength(1);
  expect(await eventsOf(ctx, machine.id)).toMatchObject([{ action: "machine.denied", label: machine.name }]);
});

test("an approved machine is not denied, and keeps reading", async () => {
  const machine = await aHost();
  await expect(denyMachine(ctx, idOf(machine))).rejects.toMatchObject({ code: "conflict" });
  await expect(readSecret(aMachineContext(ctx, machine), secretId)).resolves.toBeDefined();
});

test("of an approval and a denial at once, one happens and the other is told", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const machine = await aPendingMachine(ctx);
    const [approval, denial] = await Promise.allSettled([
      approveMachine(ctx, idOf(machine)),
      denyMachine(ctx, idOf(machine)),
    ]);
    const isApproved = approval.status === "fulfilled";
    expect(denial.status).toBe(isApproved ? "rejected" : "fulfilled");
    expect(await actionsOf(machine)).toEqual([isApproved ? "machine.approved" : "machine.denied"]);
    const rows = await world.ownerSql`select from machines where id = ${machine.id}`;
    expect(rows).toHaveLength(isApproved ? 1 : 0);
  }
});

describe("a host that registered again", () => {
  test("takes its old machine's place only when it is approved", async () => {
    const old = await aHost();
    const machine = await aPendingMachine(ctx, { replaces: old });
    expect((await getMachine(ctx, idOf(machine))).replaces).toEqual({ id: old.id, name: old.name });
    await expect(readSecret(aMachineContext(ctx, old), secretId)).resolves.toBeDefined();
    await approveMachine(ctx, idOf(machine));
    await expect(readSecret(aMachineContext(ctx, old), secretId)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(readSecret(aMachineContext(ctx, machine), secretId)).resolves.toBeDefined();
    expect(await getMachine(ctx, idOf(machine))).toMatchObject({
      ...{ replaces: null, projects: [{ id: projectId }], grants: [{ secretId }] },
    });
    expect(await actionsOf(machine)).toEqual(["machine.approved"]);
    expect((await eventsOf(ctx, old.id)).at(-1)).toMatchObject({
      ...{ action: "machine.replaced", label: old.name },
    });
  });

  test("keeps the guardrails of its old machine, unless its token brought others", async () => {
    const guardrails = { sourceCidrs: ["198.51.100.0/24"], hours: null };
    const others = { sourceCidrs: ["203.0.113.0/24"], hours: null };
    const [plain, guarded] = await Promise.all(
      [{}, { guardrails: others, lifetimeSeconds: 3600 }].map(async (options) =>
        aPendingMachine(ctx, { ...options, replaces: await aHost({ guardrails }) }),
      ),
    );
    for (const machine of [plain, guarded]) if (machine) await approveMachine(ctx, idOf(machine));
    expect(plain && (await getMachine(ctx, idOf(plain))).guardrails).toEqual(guardrails);
    expect(guarded && (await getMachine(ctx, idOf(guarded))).guardrails).toEqual(others);
  });

  test("is just approved when the old machine is gone by then", async () => {
    const old = await aHost();
    const machine = await aPendingMachine(ctx, { replaces: old });
    await deleteMachine(ctx, idOf(old));
    await approveMachine(ctx, idOf(machine));
    expect(await getMachine(ctx, idOf(machine))).toMatchObject({ state: "active", projects: [], grants: [] });
  });

  test("never takes a machine of another vault", async () => {
    const other = await aUserContext(world);
    const foreign = await aStoredMachine(other, { ...(await aScope(other)), kind: "long_lived" });
    const machine = await aPendingMachine(ctx, { replaces: foreign });
    await approveMachine(ctx, idOf(machine));
    expect(await getMachine(ctx, idOf(machine))).toMatchObject({ replaces: null, grants: [] });
    expect(await getMachine(other, idOf(foreign))).toMatchObject({ state: "active", secretCount: 1 });
  });

  test("ends with everything or nothing of its old machine, whoever deletes that at once", async () => {
    for (let round = 0; round < rounds.races; round++) {
      const old = await aHost();
      const machine = await aPendingMachine(ctx, { replaces: old });
      await Promise.allSettled([deleteMachine(ctx, idOf(old)), approveMachine(ctx, idOf(machine))]);
      const { grants, projects, state } = await getMachine(ctx, idOf(machine));
      const last = (await eventsOf(ctx, old.id)).at(-1)?.action;
      expect(["machine.replaced", "machine.deleted"]).toContain(last);
      const handed = last === "machine.replaced" ? 1 : 0;
      expect([state, grants.length, projects.length]).toEqual(["active", handed, handed]);
    }
  });

  test("goes without what is removed for good at once, and is approved all the same", async () => {
    for (let round = 0; round < rounds.races; round++) {
      const goes = await aSecret(ctx, { projectId });
      const old = await aHost({ secretIds: [secretId, goes] });
      await deleteSecret(ctx, { secretId: goes });
      const machine = await aPendingMachine(ctx, { replaces: old });
      await Promise.all([purgeSecret(ctx, { secretId: goes }), approveMachine(ctx, idOf(machine))]);
      const held = await world.ownerSql`select secret_id from grants where machine_id = ${machine.id}`;
      expect(held).toEqual([{ secret_id: secretId }]);
    }
  });

  test("no read of the old machine is recorded after it was replaced (INV-23)", async () => {
    for (let round = 0; round < rounds.races; round++) {
      const old = await aHost();
      const machine = await aPendingMachine(ctx, { replaces: old });
      const reads = Array.from({ length: 10 }, () => readSecret(aMachineContext(ctx, old), secretId));
      await Promise.allSettled([approveMachine(ctx, idOf(machine)), ...reads]);
      const rows = await world.ownerSql<{ action: string }[]>`
        select action from audit_events where machine_id = ${old.id} order by id`;
      expect(rows.at(-1)?.action).toBe("machine.replaced");
    }
  });
});
