import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { provisionContainerInput } from "#lib/contract/bundles.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { readSecret } from "../reads/read-secret.ts";
import { deleteSecret } from "../secrets/delete-secret.ts";
import { aContainer } from "../testing/a-container.ts";
import { aMachineContext } from "../testing/a-machine.ts";
import { aProject } from "../testing/a-project.ts";
import { aSecret } from "../testing/a-secret.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { nameContainer } from "./name-container.ts";
import { provisionContainer } from "./provision-container.ts";

const world = await testDatabase();
const ctx = await aUserContext(world);

const provision = (owner: UserContext, input: object) =>
  provisionContainer(owner, provisionContainerInput.parse(input));

/** Everything that provisioning makes, of a vault, and every key of the server. */
async function madeIn({ actor }: UserContext) {
  const [row] = await world.ownerSql`select
    (select count(*)::int from machines where vault_id = ${actor.vaultId}) as machines,
    (select count(*)::int from bundles where vault_id = ${actor.vaultId}) as bundles,
    (select count(*)::int from grants join machines m on m.id = machine_id where m.vault_id = ${actor.vaultId}) as grants,
    (select count(*)::int from audit_events where vault_id = ${actor.vaultId}) as events,
    (select count(*)::int from public_keys) as keys`;
  return row;
}

test("provisioning makes an approved machine with its project and grants that reads nothing yet, and says so in the log", async () => {
  const owner = await aUserContext(world);
  const projectId = await aProject(owner);
  const [first, second, unticked] = [
    await aSecret(owner, { projectId, name: "DATABASE_URL" }),
    await aSecret(owner, { projectId, name: "API_KEY" }),
    await aSecret(owner, { projectId }),
  ];
  const before = (await eventsOf(owner)).length;
  const input = { projectId, secretIds: [first, second, first], machineName: "api" };
  const made = await provision({ ...owner, sourceIp: "198.51.100.4" }, input);
  expect(made).toMatchObject({ machine: { name: "api" }, linkSecret: expect.stringMatching(/^skl_/) });
  expect(made.secrets.map(({ name }) => name).sort()).toEqual(["API_KEY", "DATABASE_URL"]);
  const { id } = made.machine;
  const [machine] =
    await world.ownerSql`select kind, owner_id, approved_at <= now() as approved, disabled_at <= now() as
    disabled, disabled_reason, expires_at, source_ip, public_key from machines where id = ${id}`;
  expect(machine).toMatchObject({
    ...{ kind: "container", owner_id: owner.actor.userId, approved: true, disabled: true },
    ...{ disabled_reason: "awaiting_download", expires_at: null, source_ip: "198.51.100.4" },
  });
  expect(
    await world.sql`select secret_id from grants where machine_id = ${id} and secret_id = ${unticked}`,
  ).toEqual([]);
  expect((await eventsOf(owner)).slice(before)).toMatchObject([
    { action: "machine.provisioned", targetId: id, label: "api", actorId: owner.actor.userId },
    { action: "machine.project_attached", targetId: id, projectId },
    ...[first, second].sort().map((secretId) => ({ action: "machine.secret_granted", secretId, projectId })),
  ]);
  const key = { ...aKey(), raw: Buffer.from(machine?.["public_key"]) };
  const signed = aMachineContext(owner, { id, name: "api", vaultId: owner.actor.vaultId, key });
  await expect(readSecret(signed, first)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the link lives fifteen minutes to the microsecond, and the machine as long as it was given", async () => {
  const { bundleId, secondsLeft, expiresAt, machine } = await aContainer(ctx, {
    machineLifetimeSeconds: 7200,
  });
  expect([899, 900]).toContain(secondsLeft);
  const [row] =
    await world.ownerSql`select b.expires_at - b.created_at = interval '15 minutes' as quarter, b.expires_at,
    m.expires_at - m.created_at = interval '2 hours' as hours from bundles b join machines m on m.id = b.machine_id
    where b.id = ${bundleId} and m.id = ${machine.id}`;
  expect(row).toMatchObject({ quarter: true, hours: true, expires_at: new Date(expiresAt) });
});

test("a container that nobody named gets a name of its own, and another when the first is taken", async () => {
  const { machine } = await aContainer(ctx, { machineName: "" });
  expect(machine.name).toMatch(/^[a-z]+-[a-z]+-[0-9a-f]{4}$/);
  const names = [machine.name, machine.name, "free-otter-0001"];
  const chosen = await world.db.transaction((tx) =>
    nameContainer(tx, ctx.actor.vaultId, () => names.shift() ?? ""),
  );
  expect(chosen).toBe("free-otter-0001");
  const endless = world.db.transaction((tx) => nameContainer(tx, ctx.actor.vaultId, () => machine.name));
  await expect(endless).rejects.toThrow("No name was free");
});

test("every key is another, and is taken for ever", async () => {
  const [one, two] = [await aContainer(ctx), await aContainer(ctx)];
  const keys = await world.ownerSql<{ public_key: Buffer }[]>`
    select k.public_key from public_keys k join machines m on m.public_key = k.public_key
    where m.id in (${one.machine.id}, ${two.machine.id}) and k.machine_id = m.id`;
  expect(new Set(keys.map(({ public_key }) => public_key.toString("hex"))).size).toBe(2);
});

test("what is not of the vault, of another project or in the trash provisions nothing", async () => {
  const [owner, stranger] = [await aUserContext(world), await aUserContext(world)];
  const [projectId, otherProject, foreignProject] = [
    await aProject(owner),
    await aProject(owner),
    await aProject(stranger),
  ];
  const mine = await aSecret(owner, { projectId });
  const trashed = await aSecret(owner, { projectId });
  await deleteSecret(owner, { secretId: trashed });
  const elsewhere = await aSecret(owner, { projectId: otherProject });
  const foreign = await aSecret(stranger, { projectId: foreignProject });
  const before = await madeIn(owner);
  for (const secretId of [trashed, elsewhere, foreign, newId("sk")])
    await expect(provision(owner, { projectId, secretIds: [mine, secretId] })).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "secretIds" }],
    });
  for (const id of [foreignProject, newId("proj")])
    await expect(provision(owner, { projectId: id, secretIds: [mine] })).rejects.toMatchObject({
      code: "not_found",
    });
  expect(await madeIn(owner)).toEqual(before);
});

test("a secret that could not be delivered is refused by its name", async () => {
  const projectId = await aProject(ctx);
  const secretId = await aSecret(ctx, { projectId });
  await world.ownerSql`update secrets set name = 'LD_PRELOAD' where id = ${secretId}`;
  await expect(provision(ctx, { projectId, secretIds: [secretId] })).rejects.toThrow(
    /LD_PRELOAD of .* cannot/,
  );
});

test("what cannot be recorded is not made: no machine, key, grant or bundle is left", async () => {
  const owner = await aUserContext(world);
  const projectId = await aProject(owner);
  const secretIds = [await aSecret(owner, { projectId })];
  const before = await madeIn(owner);
  const unrecordable = { ...owner, requestId: "\0" };
  await expect(provision(unrecordable, { projectId, secretIds })).rejects.toThrow();
  expect(await madeIn(owner)).toEqual(before);
});

test("a sealed bundle that cannot be kept takes the machine with it", async () => {
  const owner = await aUserContext(world);
  const projectId = await aProject(owner);
  const secretIds = [await aSecret(owner, { projectId })];
  const before = await madeIn(owner);
  const sealSplit = () => Promise.reject(new Error("no key"));
  const broken = { ...owner, keyring: { ...owner.keyring, sealSplit } };
  await expect(provision(broken, { projectId, secretIds })).rejects.toThrow("no key");
  expect(await madeIn(owner)).toEqual(before);
});

test("nothing, a bad name and a lifetime out of bounds are refused before anything is asked of the database", () => {
  const good = { projectId: newId("proj"), secretIds: [newId("sk")] };
  const bad = [
    { secretIds: [] },
    { machineName: "../../etc/passwd" },
    { machineName: "a\r\nX: y" },
    { machineName: '"' },
    { machineName: "🦦" },
    { machineName: "a".repeat(300) },
    { machineLifetimeSeconds: 60 },
    { approved: true },
  ];
  expect(provisionContainerInput.safeParse(good).success).toBe(true);
  for (const change of bad)
    expect(provisionContainerInput.safeParse({ ...good, ...change }).success, JSON.stringify(change)).toBe(
      false,
    );
});
