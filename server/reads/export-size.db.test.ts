import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { EXPORT_MAX_BYTES, exportSecrets } from "./export-secrets.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const [large, small] = [await aStoredProject(owner, "Large"), await aStoredProject(owner, "Small")];
const [one, other] = [await aStoredSecret(owner, large), await aStoredSecret(owner, large)];
const little = await aStoredSecret(owner, small);
const machine = await aStoredMachine(owner, {
  projectIds: [large, small],
  secretIds: [one.id, other.id, little.id],
});
const as = () => aMachineContext(owner, machine);
const resize = (id: string, bytes: number) =>
  world.ownerSql`update secret_versions set size_bytes = ${bytes} where secret_id = ${id}`;

test("values that are together too large are refused whole, before one of them is loaded, and recorded", async () => {
  await resize(one.id, EXPORT_MAX_BYTES);
  await resize(other.id, 1);
  for (const scope of [{}, { projectId: large }])
    await expect(exportSecrets(as(), scope)).rejects.toMatchObject({ code: "export_too_large", status: 413 });
  const rows = await world.sql`select action, outcome, reason, target_kind from audit_events order by id`;
  const denied = { action: "machine.request_denied", outcome: "denied", reason: "export_too_large" };
  expect(rows).toEqual([
    { ...denied, target_kind: "vault" },
    { ...denied, target_kind: "project" },
  ]);
});

test("a project that fits is exported, and what is not the machine's is not counted", async () => {
  expect(await exportSecrets(as(), { projectId: small })).toMatchObject([{ value: little.value }]);
  await resize(one.id, EXPORT_MAX_BYTES - 1);
  await resize((await aStoredSecret(owner, large)).id, 1_000_000);
  expect(await exportSecrets(as(), { projectId: large })).toHaveLength(2);
});
