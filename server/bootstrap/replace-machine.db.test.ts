import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { UserContext } from "../context.ts";
import { aBootstrapToken } from "../testing/a-bootstrap-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { registerMachine } from "./register-machine.ts";

const world = await testDatabase();

async function register(owner: UserContext, hostname: string, machineName: string | null = null) {
  const { plaintext } = await aBootstrapToken(owner, { machineName });
  const body = { token: plaintext, publicKey: aKey().base64, hostname };
  const made = await registerMachine(aContext(world), body);
  const [row] = await world.sql`select replaces_machine_id from machines where id = ${made.machineId}`;
  return { id: made.machineId, name: made.machineName, replaces: row?.["replaces_machine_id"] ?? null };
}
const change = (id: string, column: string, value = "now()") =>
  world.ownerSql.unsafe(`update machines set ${column} = ${value} where id = '${id}'`);

test("a host that registers again would replace its machine and keeps the name people gave it", async () => {
  const owner = await aUserContext(world);
  const first = await register(owner, "db-1");
  await change(first.id, "approved_at");
  await change(first.id, "name", "'billing-db'");
  const second = await register(owner, "DB-1");
  expect(second).toMatchObject({ name: "billing-db", replaces: first.id });
  const [kept] = await world.sql`select approved_at, disabled_at from machines where id = ${first.id}`;
  // A token alone switches nothing off.
  expect(kept).toEqual({ approved_at: expect.any(String), disabled_at: null });
});

test.each([
  ["waits itself", []],
  ["is disabled", ["approved_at", "disabled_at"]],
  ["has expired", ["approved_at", "expires_at"]],
])("a machine that %s is not replaced, and the new one's name tells them apart", async (_, columns) => {
  const owner = await aUserContext(world);
  const first = await register(owner, "db-1");
  for (const column of columns) await change(first.id, column);
  const second = await register(owner, "db-1");
  expect(second.replaces).toBeNull();
  expect(second.name).toBe(`db-1-${second.id.slice(0, 4)}`);
});

test("neither another vault's machine, nor another host's, nor an ephemeral one is replaced", async () => {
  const [owner, stranger] = [await aUserContext(world), await aUserContext(world)];
  for (const other of [await register(stranger, "db-1"), await register(owner, "db-10")])
    await change(other.id, "approved_at");
  const ephemeral = await register(owner, "db-1", "runner");
  await change(ephemeral.id, "approved_at");
  await change(ephemeral.id, "kind", "'ephemeral'");
  expect(await register(owner, "db-1")).toMatchObject({ name: "db-1", replaces: null });
});

test("a name chosen with the token wins over the host's and over the replaced machine's", async () => {
  const owner = await aUserContext(world);
  const first = await register(owner, "db-1");
  await change(first.id, "approved_at");
  expect(await register(owner, "db-1", "db-new")).toMatchObject({ name: "db-new", replaces: first.id });
});
