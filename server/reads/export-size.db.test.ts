import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { EXPORT_MAX_BYTES, EXPORT_MAX_SECRETS, exportSecrets } from "./export-secrets.ts";
import { openReleased } from "./open-released.ts";
import { makeUnwrapAhead } from "./unwrap-ahead.ts";

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

test("a thousand secrets are one answer with a row for each; one more is refused and says what to do", async () => {
  const crowd = await aStoredProject(owner, "Crowd");
  const secret = await aStoredSecret(owner, crowd);
  const reader = await aStoredMachine(owner, { projectIds: [crowd], secretIds: [secret.id] });
  const grow = (from: number, to: number) => world.ownerSql`
    with made as (
      insert into secrets (id, vault_id, project_id, name, note, kind, current_version, created_by)
      select 'sk_crowd' || n, vault_id, project_id, 'CROWD_' || n, '', kind, 1, created_by
      from secrets, generate_series(${from}::int, ${to}::int) n where id = ${secret.id} returning id
    ), versions as (
      insert into secret_versions (secret_id, version, sealed_value, size_bytes, created_by)
      select made.id, 1, v.sealed_value, 0, v.created_by from made, secret_versions v where v.secret_id = ${secret.id}
    )
    insert into grants (machine_id, secret_id) select ${reader.id}, id from made`;
  await grow(2, EXPORT_MAX_SECRETS);
  // The copies are of another place: a keyring that opens anything shows how many would have been opened.
  const unwrapped = { open: () => Buffer.from("opened"), discard() {} };
  const keyring = { ...owner.keyring, open: async () => unwrapped.open(), unwrap: async () => unwrapped };
  const crowded = () => ({ ...aMachineContext(owner, reader), keyring });
  expect(await exportSecrets(crowded(), {})).toHaveLength(EXPORT_MAX_SECRETS);
  const rows = await world.sql`select count(distinct secret_id)::int as secrets, count(*)::int as reads
    from audit_events where machine_id = ${reader.id} and action = 'secret.read'`;
  expect(rows).toEqual([{ secrets: EXPORT_MAX_SECRETS, reads: EXPORT_MAX_SECRETS }]);
  await grow(EXPORT_MAX_SECRETS + 1, EXPORT_MAX_SECRETS + 1);
  await expect(exportSecrets(crowded(), {})).rejects.toMatchObject({
    ...{ code: "export_too_large", status: 413 },
    message: expect.stringContaining("Export one project at a time, or read them one by one."),
  });
});

test("every row is on disk before the first value is opened", async () => {
  // Loaded after the commit; of a small export `unwrap-ahead.db.test.ts` tells.
  await resize(one.id, 100_000);
  const seen: number[] = [];
  const open: typeof owner.keyring.open = async (...args) => {
    seen.push((await world.sql`select from audit_events where request_id = ${request.requestId}`).length);
    return owner.keyring.open(...args);
  };
  const request = as();
  const exported = await exportSecrets({ ...request, keyring: { ...owner.keyring, open } }, {});
  expect(exported.length).toBeGreaterThan(1);
  expect(seen).toEqual(exported.map(() => exported.length));
});

test("a secret that was removed for good before it was opened is left out", async () => {
  const released = { ...little, version: 1, fieldNames: null, sealedValue: null };
  const gone = { ...released, id: "sk_gone000000" };
  expect(await openReleased(as(), [gone, released], makeUnwrapAhead(as()))).toMatchObject([
    { id: little.id, value: little.value },
  ]);
  const foreign = aMachineContext(await aUserContext(world), machine);
  const stranger = { ...foreign, actor: { ...foreign.actor, vaultId: "vault_0000000000000000" } };
  expect(await openReleased(stranger, [released], makeUnwrapAhead(stranger))).toEqual([]);
});

test("exports at once that are large together wait for each other, and none is refused", async () => {
  await resize(one.id, EXPORT_MAX_BYTES - 2_000_000);
  const exports = await Promise.all(Array.from({ length: 6 }, () => exportSecrets(as(), {})));
  expect(new Set(exports.map(({ length }) => length))).toEqual(new Set([3]));
});
