import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { READS_COUNTED_MAX } from "#lib/contract/secrets.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredMachine } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret } from "../testing/a-secret.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { getSecret } from "./get-secret.ts";
import { listSecrets } from "./list-secrets.ts";
import { setNote } from "./set-note.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

test("a list says who may read and how much was read: live machines only, allowed reads only", async () => {
  const projectId = await aProject(ctx);
  const [read, unread] = [
    await aSecret(ctx, { projectId, name: "A_READ" }),
    await aSecret(ctx, { projectId, name: "B_UNREAD" }),
  ];
  const scope = { projectIds: [projectId], secretIds: [read] };
  const reader = await aStoredMachine(ctx, scope);
  for (let index = 0; index < 3; index++) await aStoredMachine(ctx, scope);
  await aStoredMachine(ctx, { ...scope, disabledAt: new Date() });
  await aStoredMachine(ctx, { ...scope, isApproved: false });
  await aStoredMachine(ctx, { ...scope, expiresAt: new Date(Date.now() - 1000) });
  await aStoredMachine(ctx, { ...scope, projectIds: [] });
  await readSecret(aMachineContext(ctx, reader), read);
  await readSecret(aMachineContext(ctx, reader), read);
  await expect(readSecret(aMachineContext(ctx, reader), unread)).rejects.toThrow();
  const [event] = await world.sql`select max(at) as at from audit_events where action = 'secret.read'`;

  const [first, second] = await listSecrets(ctx, { projectId, search: "" });
  expect(first).toMatchObject({ id: read, machineCount: 4, readsLast7Days: 2 });
  expect(first?.machineNames).toHaveLength(3);
  expect(Date.parse(first?.lastReadAt ?? "")).toBe(Date.parse(event?.["at"]));
  expect(second).toMatchObject({ id: unread, machineCount: 0, lastReadAt: null, readsLast7Days: 0 });

  const detail = await getSecret(ctx, { secretId: read });
  expect(detail).toMatchObject({ machineCount: 4, readsLast7Days: 2 });
  expect(detail.readers).toHaveLength(4);
  expect(detail.machineNames).toEqual(first?.machineNames);
});

test("reads are counted for seven days and no further than the limit, and the last read is older than that", async () => {
  const projectId = await aProject(ctx);
  const [busy, old] = [
    await aSecret(ctx, { projectId, name: "A" }),
    await aSecret(ctx, { projectId, name: "B" }),
  ];
  const write = (secretId: string, count: number, ago: string) => world.ownerSql`
    insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_label, secret_id, project_id, request_id)
    select ${ctx.actor.vaultId}, now() - ${ago}::interval, 'secret.read', 'allowed', 'machine', 'm', ${secretId},
      ${projectId}, 'r' from generate_series(1, ${count}::int)`;
  await write(busy, READS_COUNTED_MAX + 5, "1 hour");
  await write(old, 3, "8 days");
  const [first, second] = await listSecrets(ctx, { projectId, search: "" });
  expect(first?.readsLast7Days).toBe(READS_COUNTED_MAX);
  expect(second).toMatchObject({ readsLast7Days: 0, lastReadAt: expect.stringContaining("T") });
});

test.each([
  { search: "", found: ["100%_REAL", "PLAIN", "Zurich key"] },
  { search: "plain", found: ["PLAIN"] },
  { search: "%", found: ["100%_REAL"] },
  { search: "_", found: ["100%_REAL"] },
  { search: "owner role", found: ["PLAIN"] },
  { search: "\\", found: [] },
  { search: "' or '1'='1", found: [] },
])("searching for $search finds $found and nothing by wildcard", async ({ search, found }) => {
  const mine = await aUserContext(world);
  const projectId = await aProject(mine);
  await aSecret(mine, { projectId, name: "Zurich key" });
  const plain = await aSecret(mine, { projectId, name: "PLAIN" });
  await setNote(mine, { secretId: plain, note: "Owner role,\nmigrations only" });
  await aSecret(mine, { projectId, name: "X100%_REAL" });
  const names = (await listSecrets(mine, { projectId, search })).map(({ name }) => name.replace(/^X/, ""));
  expect(names.sort()).toEqual(found);
});
