import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { REFUSALS_PER_MINUTE } from "../access/refusal-guard.ts";
import { writeVersion } from "../secrets/write-version.ts";
import {
  aMachineContext,
  aStoredMachine,
  aStoredProject,
  aStoredSecret,
  type StoredMachine,
} from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { etagOf } from "./etag.ts";
import { exportSecrets } from "./export-secrets.ts";
import { pollSecrets } from "./poll-secrets.ts";
import { readSecret } from "./read-secret.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);
const stranger = await aUserContext(world);
const projectId = await aStoredProject(owner);
const foreign = await aStoredSecret(stranger, await aStoredProject(stranger));

const aWatched = () => aStoredSecret(owner, projectId);
const aWatcher = (...secrets: { id: string }[]) =>
  aStoredMachine(owner, { projectIds: [projectId], secretIds: secrets.map(({ id }) => id) });
const poll = async (machine: StoredMachine, ...watch: string[]) =>
  (await pollSecrets(aMachineContext(owner, machine), { watch })).changes;
const read = (machine: StoredMachine, id: string) => readSecret(aMachineContext(owner, machine), id);
const write = (secretId: string, expectedVersion: number) =>
  writeVersion(owner, { secretId, expectedVersion, content: { kind: "single", value: "new" } });
const changed = { status: "changed" };
const denied = { status: "access_denied" };
const rowsOf = (machine: StoredMachine) =>
  world.sql`select action, outcome, reason, secret_id, target_id from audit_events where machine_id = ${machine.id} order by id`;

test("the first poll reports nothing and fixes what is compared with", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  await write(secret.id, 1);
  expect(await poll(machine, secret.id)).toEqual({});
  await write(secret.id, 2);
  expect(await poll(machine, secret.id)).toEqual({ [secret.id]: changed });
});

test("a change is reported until the machine reads it, however often it polls", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  await read(machine, secret.id);
  await write(secret.id, 1);
  for (let count = 0; count < 3; count++)
    expect(await poll(machine, secret.id)).toEqual({ [secret.id]: changed });
  await read(machine, secret.id);
  expect(await poll(machine, secret.id)).toEqual({});
  await write(secret.id, 2);
  expect(await poll(machine, secret.id)).toEqual({ [secret.id]: changed });
});

test("what changed between a read and the first poll is reported: the read is what counts", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  await read(machine, secret.id);
  await write(secret.id, 1);
  expect(await poll(machine, secret.id)).toEqual({ [secret.id]: changed });
});

test("an export counts as a read, a confirmed copy and a denied read do not", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  await poll(machine, secret.id);
  await write(secret.id, 1);
  await readSecret(aMachineContext(owner, machine), secret.id, etagOf(secret.id, 2));
  await world.ownerSql`delete from grants where machine_id = ${machine.id}`;
  await expect(read(machine, secret.id)).rejects.toThrow();
  await world.ownerSql`insert into grants (machine_id, secret_id) values (${machine.id}, ${secret.id})`;
  expect(await poll(machine, secret.id)).toEqual({ [secret.id]: changed });
  await exportSecrets(aMachineContext(owner, machine), {});
  expect(await poll(machine, secret.id)).toEqual({});
});

test("two machines are told apart", async () => {
  const secret = await aWatched();
  const [one, other] = [await aWatcher(secret), await aWatcher(secret)];
  await poll(one, secret.id);
  await poll(other, secret.id);
  await write(secret.id, 1);
  await read(one, secret.id);
  expect(await poll(one, secret.id)).toEqual({});
  expect(await poll(other, secret.id)).toEqual({ [secret.id]: changed });
});

test("what is not the machine's is denied alike: ungranted, unlinked, foreign, unknown, nonsense", async () => {
  const [mine, ungranted] = [await aWatched(), await aWatched()];
  const elsewhere = await aStoredSecret(owner, await aStoredProject(owner));
  const machine = await aWatcher(mine, elsewhere);
  const odd = ["sk_0000000000", "unknown", "", "a b", "x".repeat(128), "__proto__", "\0"];
  const others = [ungranted.id, elsewhere.id, foreign.id, ...odd];
  const changes = await poll(machine, mine.id, ...others);
  expect(Object.entries(changes)).toEqual(others.map((id) => [id, denied]));
  const baselines = await world.sql`select secret_id from watch_baselines where machine_id = ${machine.id}`;
  expect(baselines).toEqual([{ secret_id: mine.id }]);
});

test("the trash is *deleted* for who holds the grant and *denied* for everyone else, on every poll", async () => {
  const secret = await aWatched();
  const [holder, other] = [await aWatcher(secret), await aWatcher()];
  await poll(holder, secret.id);
  await world.ownerSql`update secrets set deleted_at = now() where id = ${secret.id}`;
  for (let count = 0; count < 2; count++) {
    expect(await poll(holder, secret.id)).toEqual({ [secret.id]: { status: "deleted" } });
    expect(await poll(other, secret.id)).toEqual({ [secret.id]: denied });
  }
  await world.ownerSql`delete from secrets where id = ${secret.id}`;
  expect(await poll(holder, secret.id)).toEqual({ [secret.id]: denied });
});

test("a machine disabled between two polls is 401, and nothing of it is decided", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  await poll(machine, secret.id);
  await write(secret.id, 1);
  await world.ownerSql`update machines set disabled_at = now() where id = ${machine.id}`;
  await expect(poll(machine, secret.id)).rejects.toMatchObject({ status: 401 });
  const actions = (await rowsOf(machine)).map((row) => row["action"]);
  expect(actions).toEqual(["secrets.polled", "machine.request_denied"]);
});

test("a poll is a signed request like any: its nonce is spent once", async () => {
  const machine = await aWatcher();
  const request = aMachineContext(owner, machine);
  expect(await pollSecrets(request, {})).toEqual({ changes: {} });
  await expect(pollSecrets(request, {})).rejects.toMatchObject({ status: 401 });
});

test("each request is one row, and what it denies a row once an hour", async () => {
  const [mine, taken] = [await aWatched(), await aWatched()];
  const machine = await aWatcher(mine);
  for (let count = 0; count < 5; count++) await poll(machine, mine.id, taken.id, taken.id);
  const rows = await rowsOf(machine);
  expect(rows.filter((row) => row["action"] === "secrets.polled")).toHaveLength(5);
  expect(rows.filter((row) => row["action"] !== "secrets.polled")).toEqual([
    {
      action: "secret.read_denied",
      outcome: "denied",
      reason: "grant_missing",
      secret_id: taken.id,
      target_id: taken.id,
    },
  ]);
  const later = { ...aMachineContext(owner, machine), now: new Date(Date.now() + 3_600_001) };
  await pollSecrets(later, { watch: [taken.id] });
  const denials = (await rowsOf(machine)).filter((row) => row["action"] === "secret.read_denied");
  expect(denials).toHaveLength(2);
});

test("made-up ids cannot fill the log, and a thousand of them are one statement's work", async () => {
  const secret = await aWatched();
  const machine = await aWatcher(secret);
  for (let round = 0; round < 3; round++) {
    const watch = Array.from({ length: 999 }, (_, index) => `sk_made-up-${round}-${index}`);
    expect(Object.keys(await poll(machine, ...watch, secret.id))).toHaveLength(999);
  }
  const rows = await rowsOf(machine);
  expect(rows.filter((row) => row["reason"] === "secret_unknown")).toHaveLength(REFUSALS_PER_MINUTE);
});

test("first polls at once fix one version, and none fails", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, aWatched));
  const machine = await aWatcher(...secrets);
  const ids = secrets.map(({ id }) => id);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => poll(machine, ...(index % 2 ? ids : ids.toReversed()))),
  );
  expect(answers).toEqual(answers.map(() => ({})));
  const baselines = await world.sql`select version from watch_baselines where machine_id = ${machine.id}`;
  expect(baselines).toHaveLength(20);
});
