import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
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
import { readSecret } from "./read-secret.ts";

const world = await testDatabase({ max: 20 });
let owner: UserContext;
let secret: StoredSecret;
let ungranted: StoredSecret;
let machine: StoredMachine;

beforeAll(async () => {
  owner = await aUserContext(world);
  const projectId = await aStoredProject(owner);
  secret = await aStoredSecret(owner, projectId, { kind: "single", value: "exact\r\nvalue \n" });
  ungranted = await aStoredSecret(owner, projectId);
  machine = await aStoredMachine(owner, { projectIds: [projectId], secretIds: [secret.id] });
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "released",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const events = (machineId: string) =>
  world.sql`select action, outcome, reason, secret_id, version, actor_label, source_ip from audit_events
            where machine_id = ${machineId} order by id`;

test("a granted secret is released exactly, and its row names machine, secret, version and address", async () => {
  expect(await readSecret(aMachineContext(owner, machine), secret.id)).toMatchObject({
    value: "exact\r\nvalue \n",
  });
  expect(await events(machine.id)).toMatchObject([
    {
      action: "secret.read",
      outcome: "allowed",
      secret_id: secret.id,
      version: 1,
      actor_label: machine.name,
      source_ip: "192.0.2.1",
    },
  ]);
});

test("a structured secret is the JSON text of its fields in their order", async () => {
  const fields = [
    { name: "port", value: "5432" },
    { name: "host", value: "db" },
  ];
  const structured = await aStoredSecret(owner, secret.projectId, { kind: "structured", fields });
  const reader = await aStoredMachine(owner, { projectIds: [secret.projectId], secretIds: [structured.id] });
  expect(await readSecret(aMachineContext(owner, reader), structured.id)).toMatchObject({
    value: '{"port":"5432","host":"db"}',
  });
});

test("ungranted, foreign and unknown secrets get one answer (AT-29)", async () => {
  const stranger = await aUserContext(world);
  const foreign = await aStoredSecret(stranger, await aStoredProject(stranger));
  for (const id of [ungranted.id, foreign.id, "sk_0000000000", "a:1700000000:AAAA", "x".repeat(500), ""])
    expect(await codeOf(readSecret(aMachineContext(owner, machine), id))).toBe("access_denied");
});

test("a machine unlinked from the project reads nothing of it although the grant is still there (AT-28)", async () => {
  const unlinked = await aStoredMachine(owner, { secretIds: [secret.id] });
  expect(await codeOf(readSecret(aMachineContext(owner, unlinked), secret.id))).toBe("access_denied");
});

test("a granted secret in the trash is 404, and only for who holds the grant", async () => {
  const gone = await aStoredSecret(owner, secret.projectId);
  const holder = await aStoredMachine(owner, { projectIds: [secret.projectId], secretIds: [gone.id] });
  await world.ownerSql`update secrets set deleted_at = now() where id = ${gone.id}`;
  expect(await codeOf(readSecret(aMachineContext(owner, holder), gone.id))).toBe("secret_deleted");
  expect(await codeOf(readSecret(aMachineContext(owner, machine), gone.id))).toBe("access_denied");
});

const hour = 3_600_000;
test.each([
  ["disabled", { disabledAt: new Date() }, "unauthenticated", "machine_disabled"],
  ["expired by a moment", { expiresAt: new Date(Date.now() - 1) }, "unauthenticated", "machine_expired"],
  [
    "pending",
    { isApproved: false, expiresAt: new Date(Date.now() + hour) },
    "access_denied",
    "machine_pending",
  ],
] as const)(
  "a %s machine reads nothing and the denial is recorded with its reason",
  async (_, state, code, reason) => {
    const scope = { projectIds: [secret.projectId], secretIds: [secret.id] };
    const stopped = await aStoredMachine(owner, { ...scope, ...state });
    expect(await codeOf(readSecret(aMachineContext(owner, stopped), secret.id))).toBe(code);
    expect(await events(stopped.id)).toMatchObject([
      { action: "machine.request_denied", outcome: "denied", reason },
    ]);
  },
);

test("a deleted machine is 401 from the next request on", async () => {
  const scope = { projectIds: [secret.projectId], secretIds: [secret.id] };
  const doomed = await aStoredMachine(owner, scope);
  await world.ownerSql`delete from machines where id = ${doomed.id}`;
  expect(await codeOf(readSecret(aMachineContext(owner, doomed), secret.id))).toBe("unauthenticated");
});

test("a request sent twice is released once, and a denial burns its nonce too (AT-01)", async () => {
  const request = aMachineContext(owner, machine);
  expect(await codeOf(readSecret(request, ungranted.id))).toBe("access_denied");
  expect(await codeOf(readSecret(request, secret.id))).toBe("unauthenticated");
  const other = await aStoredMachine(owner, { projectIds: [secret.projectId], secretIds: [secret.id] });
  const fresh = aMachineContext(owner, other);
  const sameNonce = { ...fresh, proof: { ...fresh.proof, nonce: request.proof.nonce } };
  expect(await codeOf(readSecret(sameNonce, secret.id))).toBe("released");
});

test.each([-301, 303, -100_000, 100_000])(
  "a timestamp %i s off is refused and its nonce not stored (AT-04)",
  async (off) => {
    const request = aMachineContext(owner, machine);
    const proof = { ...request.proof, timestampSeconds: request.proof.timestampSeconds + off };
    expect(await codeOf(readSecret({ ...request, proof }, secret.id))).toBe("unauthenticated");
    expect(await world.sql`select from request_nonces where nonce = ${proof.nonce}`).toHaveLength(0);
  },
);

test("a changed ciphertext is an alarm and a 500 without a value; other secrets still open (AT-70)", async () => {
  const broken = await aStoredSecret(owner, secret.projectId);
  const scope = { projectIds: [secret.projectId], secretIds: [broken.id, secret.id] };
  const reader = await aStoredMachine(owner, scope);
  await world.ownerSql`update secret_versions set sealed_value = (select sealed_value from secret_versions
    where secret_id = ${secret.id}) where secret_id = ${broken.id}`;
  expect(await codeOf(readSecret(aMachineContext(owner, reader), broken.id))).toBe("internal");
  expect((await events(reader.id)).map((row) => row["action"])).toEqual([
    "secret.read",
    "secret.integrity_failed",
  ]);
  expect(await codeOf(readSecret(aMachineContext(owner, reader), secret.id))).toBe("released");
});

test("a database that cannot record releases nothing: 503", async () => {
  await world.ownerSql`create function stop_audit() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`;
  await world.ownerSql`create trigger stop_audit before insert on audit_events execute function stop_audit()`;
  try {
    expect(await codeOf(readSecret(aMachineContext(owner, machine), secret.id))).toBe("sealed");
  } finally {
    await world.ownerSql`drop trigger stop_audit on audit_events`;
  }
});
