import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import { listEventsInput } from "#lib/contract/audit.ts";
import type { UserContext } from "../context.ts";
import { aStoredProject } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { listEvents } from "./list-events.ts";
import { recordEvents } from "./record-event.ts";

const world = await testDatabase();
let owner: UserContext;
let stranger: UserContext;
let projectId: string;

beforeAll(async () => {
  owner = await aUserContext(world);
  stranger = await aUserContext(world);
  projectId = await aStoredProject(owner, "Payments");
  // One statement: many rows share a moment, so that only the id tells them apart.
  const rows = Array.from({ length: 130 }, (_, n) => ({
    action: n % 10 === 0 ? ("project.updated" as const) : ("project.created" as const),
    outcome: "allowed" as const,
    target: { kind: "project" as const, id: projectId, label: `Project ${n}` },
    projectId,
  }));
  await inTransaction(world.db, (tx) => recordEvents(tx, owner, rows));
  await inTransaction(world.db, (tx) => recordEvents(tx, stranger, rows.slice(0, 3)));
});

test("paging older and back again shows every row once, in one order", async () => {
  const first = await listEvents(owner, {});
  const second = await listEvents(owner, { older: first.older ?? "" });
  const third = await listEvents(owner, { older: second.older ?? "" });
  expect([first, second, third].map(({ events }) => events.length)).toEqual([50, 50, 30]);
  expect([first.newer, third.older]).toEqual([null, null]);
  const ids = [first, second, third].flatMap(({ events }) => events.map(({ id }) => Number(id)));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  const back = await listEvents(owner, { newer: third.newer ?? "" });
  expect(back.events.map(({ id }) => id)).toEqual(second.events.map(({ id }) => id));
  const start = await listEvents(owner, { newer: back.newer ?? "" });
  expect(start.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id));
  expect(start.newer).toBeNull();
});

test("towards newer, the newest page is shown whole, also when nothing newer is left", async () => {
  const first = await listEvents(owner, {});
  const newest = first.events[0]?.id ?? "";
  for (const newer of [`9999999999999999.${newest}`, first.older ?? ""])
    expect((await listEvents(owner, { newer })).events).toEqual(first.events);
});

test.each(["9999999999999999.999999999999999999", "0.1"])(
  "the place %s is beyond every row and no error",
  async (at) => {
    await expect(listEvents(owner, { older: at })).resolves.toBeDefined();
    await expect(listEvents(owner, { newer: at })).resolves.toBeDefined();
  },
);

test("the edge takes no time that the database could not", async () => {
  const accepts = (from: string) => listEventsInput.safeParse({ from }).success;
  for (const from of [
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "2026-02-31T00:00:00Z",
    "now",
    "infinity",
  ])
    expect(accepts(from)).toBe(false);
  expect(listEventsInput.safeParse({ actorId: "usr_\0" }).success).toBe(false);
  const widest = { from: "1970-01-01T00:00:00Z", to: "2999-12-31T23:59:59.999999+00:00" };
  expect((await listEvents(owner, listEventsInput.parse(widest))).events).toHaveLength(50);
});

test("filters combine, and a row names actor, target and project", async () => {
  const page = await listEvents(owner, { action: "project.updated", projectId, actorId: owner.actor.userId });
  expect(page.events).toHaveLength(13);
  expect(page.events[0]).toMatchObject({
    action: "project.updated",
    outcome: "allowed",
    actor: { kind: "user", id: owner.actor.userId, label: owner.actor.name },
    target: { kind: "project", id: projectId },
    project: { id: projectId, name: "Payments" },
    sourceIp: "192.0.2.1",
  });
  expect((await listEvents(owner, { outcome: "denied" })).events).toEqual([]);
  expect((await listEvents(owner, { from: "2999-01-01T00:00:00Z" })).events).toEqual([]);
  expect((await listEvents(owner, { to: "2999-01-01T00:00:00Z" })).events).toHaveLength(50);
});

test("another vault sees its own rows only, whatever it filters by (AT-84)", async () => {
  expect((await listEvents(stranger, {})).events).toHaveLength(3);
  expect((await listEvents(stranger, { actorId: owner.actor.userId })).events).toEqual([]);
  const { older } = await listEvents(owner, {});
  const page = await listEvents(stranger, { newer: older ?? "" });
  expect(page.events.every(({ actor }) => actor.id === stranger.actor.userId)).toBe(true);
  expect((await listEvents(stranger, { projectId })).events[0]?.project?.name).toBeNull();
});

test.each([
  "",
  "x",
  "1.",
  ".1",
  "1.0",
  "1.1; drop table audit_events",
  "12345678901234567.1",
  "1.9999999999999999999",
  "2026-02-31T00:00:00.000000Z.1",
])("cursor %j is refused with a sentence, not an error of the database", async (older) => {
  await expect(listEvents(owner, { older })).rejects.toMatchObject({ code: "invalid_input" });
});
