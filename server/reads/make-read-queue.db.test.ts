import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { REFUSALS_PER_MINUTE } from "../access/refusal-guard.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import type { UserContext } from "../context.ts";
import {
  aMachineContext,
  aStoredMachine,
  aStoredProject,
  aStoredSecret,
  type StoredMachine,
  type StoredSecret,
} from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { makeReadQueue } from "./make-read-queue.ts";
import { readSecret } from "./read-secret.ts";

const world = await testDatabase({ max: 8 });
let owner: UserContext;
let secret: StoredSecret;
let machines: StoredMachine[];

beforeAll(async () => {
  owner = await aUserContext(world);
  const projectId = await aStoredProject(owner);
  secret = await aStoredSecret(owner, projectId);
  const rights = { projectIds: [projectId], secretIds: [secret.id] };
  machines = await Promise.all(Array.from({ length: 8 }, () => aStoredMachine(owner, rights)));
});

const machine = (at: number): StoredMachine => {
  const found = machines[at];
  if (found === undefined) throw new Error("no such machine in this test");
  return found;
};
const answerOf = (work: Promise<unknown>) =>
  work.then(
    () => "released",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const read = (ctx: MachineContext) => answerOf(readSecret(ctx, secret.id));
const rowsOf = (requestIds: readonly string[]) =>
  world.sql`select request_id, machine_id, actor_label, outcome, reason from audit_events
            where request_id = any (${[...requestIds]}) order by id`;

test("24 copies of one request inside one batch release one value and leave one row", async () => {
  for (let burst = 0; burst < 12; burst++) {
    const queue = makeReadQueue(world.sql);
    const { proof } = aMachineContext(owner, machine(0));
    const copies = Array.from({ length: 24 }, () => ({
      ...aMachineContext(owner, machine(0)),
      proof,
      readQueue: queue,
    }));
    const answers = await Promise.all(copies.map(read));
    expect(answers.toSorted()).toEqual(["released", ...Array(23).fill("unauthenticated")].toSorted());
    expect(await rowsOf(copies.map(({ requestId }) => requestId))).toHaveLength(1);
  }
});

test("copies that two batches share release one value", async () => {
  for (let burst = 0; burst < 12; burst++) {
    const { proof } = aMachineContext(owner, machine(0));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => makeReadQueue(world.sql)).flatMap((readQueue) =>
        Array.from({ length: 6 }, () => read({ ...aMachineContext(owner, machine(0)), proof, readQueue })),
      ),
    );
    expect(answers.filter((answer) => answer === "released")).toHaveLength(1);
  }
});

test("each request of a batch gets its own verdict and its own row", async () => {
  const [disabled, stranger] = await Promise.all([
    aStoredMachine(owner, { disabledAt: new Date() }),
    aStoredMachine(owner),
  ]);
  const good = aMachineContext(owner, machine(1));
  const stale = aMachineContext(owner, machine(2));
  const late = { ...stale.proof, timestampSeconds: stale.proof.timestampSeconds - 400 };
  const otherKey = { ...stale.proof, publicKeyHex: randomBytes(32).toString("hex") };
  const asks = [
    good,
    aMachineContext(owner, disabled),
    aMachineContext(owner, stranger),
    { ...stale, requestId: "req-late", proof: late },
    { ...stale, requestId: "req-other-key", proof: otherKey },
    aMachineContext(owner, machine(3)),
  ];
  expect(await Promise.all(asks.map(read))).toEqual([
    "released",
    "unauthenticated",
    "access_denied",
    "unauthenticated",
    "unauthenticated",
    "released",
  ]);
  expect(await rowsOf(asks.map(({ requestId }) => requestId))).toMatchObject([
    { machine_id: machine(1).id, outcome: "allowed" },
    { machine_id: disabled.id, outcome: "denied", reason: "machine_disabled" },
    { machine_id: stranger.id, outcome: "denied", reason: "project_not_linked" },
    { machine_id: machine(3).id, outcome: "allowed" },
  ]);
});

test("a row carries the machine's name of the moment, whatever the request was recognised as", async () => {
  const renamed = machine(4);
  await world.sql`update machines set name = 'renamed' where id = ${renamed.id}`;
  const request = aMachineContext(owner, renamed);
  expect(request.actor.name).not.toBe("renamed");
  expect(await read(request)).toBe("released");
  expect(await rowsOf([request.requestId])).toMatchObject([{ actor_label: "renamed" }]);
});

test("a value that no statement can hold fails its own request and not its neighbours", async () => {
  const bad = { ...aMachineContext(owner, machine(5)), userAgent: "nul \u0000 byte" };
  const good = aMachineContext(owner, machine(6));
  expect(await Promise.all([good, bad].map(read))).toEqual(["released", "sealed"]);
  expect(await rowsOf([good.requestId])).toHaveLength(1);
});

test("where no row can be written, nothing is released and nothing of the batch stays", async () => {
  await world.ownerSql.unsafe("alter table audit_events add constraint refuse_all check (id < 0) not valid");
  try {
    const asks = [1, 2, 3].map((at) => aMachineContext(owner, machine(at)));
    expect(await Promise.all(asks.map(read))).toEqual(["sealed", "sealed", "sealed"]);
    const nonces = asks.map(({ proof }) => proof.nonce);
    expect(await world.sql`select from request_nonces where nonce = any (${nonces})`).toHaveLength(0);
  } finally {
    await world.ownerSql.unsafe("alter table audit_events drop constraint refuse_all");
  }
});

test("a disabled machine's flood writes a bounded number of rows, also in batches", async () => {
  const disabled = await aStoredMachine(owner, { disabledAt: new Date() });
  const asks = Array.from({ length: REFUSALS_PER_MINUTE + 40 }, () => aMachineContext(owner, disabled));
  await Promise.all(asks.map(read));
  expect(await rowsOf(asks.map(({ requestId }) => requestId))).toHaveLength(REFUSALS_PER_MINUTE);
});

test("a machine's budget of a second holds for all processes together, and what was refused has a row", async () => {
  const busy = machine(7);
  // One second of the database's clock may end under way; then another one of the budget is let in.
  const asks = [makeRequestMeter(5), makeRequestMeter(5)].flatMap((meter) => {
    const readQueue = makeReadQueue(world.sql);
    return Array.from({ length: 10 }, () => ({ ...aMachineContext(owner, busy), meter, readQueue }));
  });
  const answers = await Promise.all(asks.map(read));
  const released = answers.filter((answer) => answer === "released").length;
  expect([5, 10]).toContain(released);
  expect(answers.filter((answer) => answer === "read_budget_exceeded")).toHaveLength(20 - released);
  const rows = await rowsOf(asks.map(({ requestId }) => requestId));
  expect(rows.filter(({ reason }) => reason === "budget_exceeded")).toHaveLength(20 - released);
});

test("copies of a captured request spend nothing of the machine's budget", async () => {
  const busy = machine(7);
  const meter = makeRequestMeter(3);
  const { proof } = aMachineContext(owner, busy);
  const spent = async () => {
    const [row] = await world.sql`select requests, second from request_budgets where machine_id = ${busy.id}`;
    return JSON.stringify(row);
  };
  expect(await read({ ...aMachineContext(owner, busy), proof })).toBe("released");
  const before = await spent();
  const copies = Array.from({ length: 50 }, () => ({ ...aMachineContext(owner, busy), proof, meter }));
  expect(new Set(await Promise.all(copies.map(read)))).toEqual(new Set(["unauthenticated"]));
  expect(await spent()).toBe(before);
});
