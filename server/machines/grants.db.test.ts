import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { newId } from "#lib/ids.ts";
import { readSecret } from "../reads/read-secret.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { renameSecret } from "../secrets/rename-secret.ts";
import { restoreSecret } from "../secrets/restore-secret.ts";
import { aMachineContext, aStoredMachine, type StoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret, structured } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { attachProject } from "./attach-project.ts";
import { detachProject } from "./detach-project.ts";
import { getGrantOptions } from "./get-grant-options.ts";
import { getMachine } from "./get-machine.ts";
import { getMachineImpact } from "./get-machine-impact.ts";
import { revokeAccess } from "./revoke-access.ts";
import { setGrants } from "./set-grants.ts";

const world = await testDatabase({ max: 24 });
const [ctx, other] = [await aUserContext(world), await aUserContext(world)];
const [shop, pay, foreign] = [await aProject(ctx, "Shop"), await aProject(ctx, "Pay"), await aProject(other)];
const [a, b, c] = await Promise.all(["A", "B", "C"].map((name) => aSecret(ctx, { projectId: shop, name })));
if (!(a && b && c)) throw new Error("three secrets");
const inPay = await aSecret(ctx, { projectId: pay, name: "PAY_KEY" });
const inForeign = await aSecret(other, { projectId: foreign });

const aHost = (options = {}) => aStoredMachine(ctx, { kind: "long_lived", expiresAt: null, ...options });
const idOf = ({ id }: StoredMachine) => ({ machineId: id });
const attach = (machine: StoredMachine, projectId = shop) =>
  attachProject(ctx, { ...idOf(machine), projectId });
const set = (machine: StoredMachine, secretIds: string[], projectId = shop) =>
  setGrants(ctx, { ...idOf(machine), projectId, secretIds });
const held = async (machine: StoredMachine) =>
  (await getMachine(ctx, idOf(machine))).grants.map(({ name }) => name).sort();
const logOf = (machine: StoredMachine) => world.ownerSql<{ action: string; target_label: string }[]>`
  select action, target_label from audit_events where machine_id = ${machine.id} and actor_kind = 'user' order by id`;
const lines = async (machine: StoredMachine) =>
  (await logOf(machine)).map(({ action, target_label }) => `${action} ${target_label}`);

test("a project is attached once and reads nothing of itself; detaching takes its grants, one row each", async () => {
  const machine = await aHost();
  await attach(machine);
  await attach(machine);
  await attach(machine, pay);
  await expect(readSecret(aMachineContext(ctx, machine), a)).rejects.toMatchObject({
    cause: { reason: "grant_missing" },
  });
  await set(machine, [a, b]);
  await set(machine, [inPay], pay);
  await detachProject(ctx, { ...idOf(machine), projectId: shop });
  await detachProject(ctx, { ...idOf(machine), projectId: shop });
  expect(await held(machine)).toEqual(["PAY_KEY"]);
  await expect(readSecret(aMachineContext(ctx, machine), a)).rejects.toMatchObject({ code: "access_denied" });
  expect((await lines(machine)).sort()).toEqual([
    `machine.project_attached ${machine.name}`,
    `machine.project_attached ${machine.name}`,
    `machine.project_detached ${machine.name}`,
    ...["A", "B", "PAY_KEY"].map((name) => `machine.secret_granted ${name}`),
    ...["A", "B"].map((name) => `machine.secret_ungranted ${name}`),
  ]);
});

test("setting grants records each change once, and nothing when nothing changes", async () => {
  const machine = await aHost({ projectIds: [shop] });
  await set(machine, [a, b, b]);
  await set(machine, [b, a]);
  await set(machine, [b, c]);
  expect(await held(machine)).toEqual(["B", "C"]);
  expect((await lines(machine)).sort()).toEqual([
    "machine.secret_granted A",
    "machine.secret_granted B",
    "machine.secret_granted C",
    "machine.secret_ungranted A",
  ]);
  await expect(readSecret(aMachineContext(ctx, machine), c)).resolves.toBeDefined();
  await expect(readSecret(aMachineContext(ctx, machine), a)).rejects.toMatchObject({ code: "access_denied" });
  const secretEvents = (await eventsOf(ctx, c)).filter(({ action }) => action === "machine.secret_granted");
  expect(secretEvents.at(-1)).toMatchObject({ projectId: shop, secretId: c });
});

test("a project that is not attached takes no grants", async () => {
  const machine = await aHost({ projectIds: [pay] });
  await expect(set(machine, [a])).rejects.toMatchObject({ code: "conflict" });
  expect(await held(machine)).toEqual([]);
});

test("a secret of another project, another vault, the trash or nowhere is refused in the same words", async () => {
  const machine = await aHost({ projectIds: [shop, pay] });
  const trashed = await aSecret(ctx, { projectId: shop });
  await deleteSecret(ctx, { secretId: trashed });
  const refusals = await Promise.all(
    [inPay, inForeign, trashed, newId("sk")].map((id) => set(machine, [a, id]).catch((error) => error)),
  );
  expect(refusals[0]).toMatchObject({ code: "invalid_input", issues: [{ path: "secretIds" }] });
  expect(new Set(refusals.map(({ message }) => message)).size).toBe(1);
  expect(await held(machine)).toEqual([]);
  expect(await lines(machine)).toEqual([]);
});

test("a grant of the trash is neither shown nor lost", async () => {
  const machine = await aHost({ projectIds: [shop] });
  const trashed = await aSecret(ctx, { projectId: shop, name: "BACK_SOON" });
  await set(machine, [trashed]);
  await deleteSecret(ctx, { secretId: trashed });
  await set(machine, [a]);
  await restoreSecret(ctx, { secretId: trashed });
  expect(await held(machine)).toEqual(["A", "BACK_SOON"]);
  await deleteSecret(ctx, { secretId: trashed });
  await revokeAccess(ctx, idOf(machine));
  await restoreSecret(ctx, { secretId: trashed });
  expect(await held(machine)).toEqual([]);
});

describe("what would arrive under one variable (DESIGN D12)", () => {
  test("is refused across projects, naming both, and changes nothing", async () => {
    const [here, there] = [await aProject(ctx, "Here"), await aProject(ctx, "There")];
    const flat = await aSecret(ctx, { projectId: here, name: "DB_URL" });
    const fields = await aSecret(ctx, { projectId: there, name: "db", content: structured({ url: "x" }) });
    const machine = await aHost({ projectIds: [here, there] });
    await set(machine, [flat], here);
    await expect(set(machine, [fields], there)).rejects.toMatchObject({
      code: "invalid_input",
      issues: [
        {
          path: "secretIds",
          message: "DB_URL of Here and db of There would both arrive as DB_URL. Leave one out or rename it.",
        },
      ],
    });
    expect(await held(machine)).toEqual(["DB_URL"]);
    expect(await lines(machine)).toEqual(["machine.secret_granted DB_URL"]);
  });

  test("never both, when one is granted while one that is held takes its name", async () => {
    for (let round = 0; round < rounds.races; round++) {
      const [here, there] = [await aProject(ctx), await aProject(ctx)];
      const mine = await aSecret(ctx, { projectId: here, name: "START" });
      const theirs = await aSecret(ctx, { projectId: there, name: "GOAL" });
      const machine = await aHost({ projectIds: [here, there], secretIds: [mine] });
      const settled = await Promise.allSettled([
        set(machine, [theirs], there),
        renameSecret(ctx, { secretId: mine, name: "goal" }),
      ]);
      expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  test("counts for a temporary machine whose time is over: it may be extended", async () => {
    const [here, there] = [await aProject(ctx), await aProject(ctx)];
    const mine = await aSecret(ctx, { projectId: here, name: "GOAL" });
    const theirs = await aSecret(ctx, { projectId: there, name: "START" });
    const access = { projectIds: [here, there], secretIds: [mine, theirs] };
    await aStoredMachine(ctx, { ...access, kind: "temporary", expiresAt: new Date(Date.now() - 1000) });
    await expect(renameSecret(ctx, { secretId: theirs, name: "goal" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

test("a runner keeps what its token gave at most: it may lose access and never gain any", async () => {
  const runner = await aStoredMachine(ctx, { projectIds: [shop], secretIds: [a, b] });
  const never = "This machine reads what its enrollment token says, never more.";
  await expect(attach(runner, pay)).rejects.toThrow(never);
  await expect(set(runner, [a, b, c])).rejects.toThrow(never);
  await set(runner, [a]);
  await expect(set(runner, [a, b])).rejects.toMatchObject({ code: "conflict" });
  expect(await held(runner)).toEqual(["A"]);
  await revokeAccess(ctx, idOf(runner));
  expect(await held(runner)).toEqual([]);
});

test("revoking takes everything once and keeps the machine", async () => {
  const machine = await aHost({ projectIds: [shop, pay], secretIds: [a, inPay] });
  await Promise.all(Array.from({ length: 10 }, () => revokeAccess(ctx, idOf(machine))));
  expect(await getMachine(ctx, idOf(machine))).toMatchObject({ state: "active", projects: [], grants: [] });
  const actions = (await logOf(machine)).map(({ action }) => action);
  expect(actions.filter((action) => action === "machine.secret_ungranted")).toHaveLength(2);
  expect(actions.filter((action) => action === "machine.project_detached")).toHaveLength(2);
  expect(actions.filter((action) => action === "machine.access_revoked")).toHaveLength(1);
});

test("two who set grants at once leave what one of them chose, and a log that adds up to it", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const machine = await aHost({ projectIds: [shop], secretIds: [a] });
    await Promise.all([set(machine, [b]), set(machine, [c])]);
    const names = await held(machine);
    expect([["B"], ["C"]]).toContainEqual(names);
    const inLog = new Set(["A"]);
    for (const { action, target_label } of await logOf(machine))
      action === "machine.secret_granted" ? inLog.add(target_label) : inLog.delete(target_label);
    expect([...inLog]).toEqual(names);
  }
});

test("no read is recorded after its grant was taken away", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const machine = await aHost({ projectIds: [shop], secretIds: [a] });
    const reads = Array.from({ length: 10 }, () => readSecret(aMachineContext(ctx, machine), a));
    await Promise.allSettled([revokeAccess(ctx, idOf(machine)), ...reads]);
    const rows = await world.ownerSql<{ action: string }[]>`
      select action from audit_events where machine_id = ${machine.id} order by id`;
    const after = rows.slice(rows.findIndex(({ action }) => action === "machine.access_revoked"));
    expect(after.filter(({ action }) => action === "secret.read")).toEqual([]);
  }
});

test("the options are every project of the vault with what could be granted, and nothing of another", async () => {
  const own = await aUserContext(world);
  const [full, empty] = [await aProject(own, "Full"), await aProject(own, "Empty")];
  const granted = await aSecret(own, {
    projectId: full,
    name: "db",
    content: structured({ url: "1", p: "2" }),
  });
  const free = await aSecret(own, { projectId: full, name: "z key" });
  const access = { projectIds: [full], secretIds: [granted] };
  const machine = await aStoredMachine(own, { ...access, kind: "long_lived", expiresAt: null });
  expect(await getGrantOptions(own, idOf(machine))).toEqual({
    projects: [
      { id: empty, name: "Empty", isAttached: false, secrets: [] },
      {
        ...{ id: full, name: "Full", isAttached: true },
        secrets: [
          { id: granted, name: "db", variables: ["DB_URL", "DB_P"], isGranted: true },
          { id: free, name: "z key", variables: ["Z_KEY"], isGranted: false },
        ],
      },
    ],
  });
});

test("the impact counts the reads of a day and says which secrets were used", async () => {
  const machine = await aHost({ projectIds: [shop], secretIds: [a, b] });
  const before = await getMachineImpact(ctx, idOf(machine));
  expect(before).toMatchObject({ lastReadAt: null, readsLast24Hours: 0, projects: [{ id: shop }] });
  for (let count = 0; count < 3; count++) await readSecret(aMachineContext(ctx, machine), a);
  await readSecret(aMachineContext(ctx, machine), c).catch(() => {});
  const after = await getMachineImpact(ctx, idOf(machine));
  expect(after.readsLast24Hours).toBe(3);
  expect(after.secrets).toMatchObject([
    { id: a, name: "A", projectName: "Shop", lastReadAt: after.lastReadAt },
    { id: b, lastReadAt: null },
  ]);
  expect(after.lastReadAt).not.toBeNull();
});
