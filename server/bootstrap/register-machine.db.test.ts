import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { RegisterMachineInput } from "#lib/contract/bootstrap.ts";
import { AppError } from "#lib/errors.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aBootstrapToken } from "../testing/a-bootstrap-token.ts";
import { aMachineContext, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey } from "../testing/test-machine.ts";
import { registerMachine } from "./register-machine.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);

const from = { ...aContext(world), sourceIp: "10.1.2.3" };
const input = (token: string, change: Partial<RegisterMachineInput> = {}): RegisterMachineInput => ({
  token,
  publicKey: aKey().base64,
  hostname: "web-1",
  ...change,
});
const attempt = (body: RegisterMachineInput) =>
  registerMachine(from, body).then(
    () => "registered",
    (error: unknown) => (error instanceof AppError ? `${error.status} ${error.code}` : String(error)),
  );
const machineOf = async (id: string) => (await world.sql`select * from machines where id = ${id}`)[0] ?? {};
const isSpent = async (id: string) =>
  (await world.sql`select used_at from bootstrap_tokens where id = ${id}`)[0]?.["used_at"] !== null;

test("a token and a key become a machine that waits, reads nothing, and is on record", async () => {
  const stranger = await aUserContext(world);
  const secret = await aStoredSecret(stranger, await aStoredProject(stranger));
  const token = await aBootstrapToken(stranger);
  const key = aKey();
  const made = await registerMachine(from, input(token.plaintext, { publicKey: key.base64 }));
  expect(made).toEqual({
    machineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    machineName: "web-1",
    vaultId: stranger.actor.vaultId,
    expiresAt: null,
    apiUrl: "http://localhost:3000",
  });
  expect(await machineOf(made.machineId)).toMatchObject({
    vault_id: stranger.actor.vaultId,
    kind: "long_lived",
    hostname: "web-1",
    source_ip: "10.1.2.3",
    bootstrap_token_id: token.id,
    enrollment_token_id: null,
    approved_at: null,
    expires_at: null,
    guardrails: null,
    replaces_machine_id: null,
  });
  const machine = { id: made.machineId, name: made.machineName, vaultId: made.vaultId, key };
  await expect(readSecret(aMachineContext(stranger, machine), secret.id)).rejects.toMatchObject({
    status: 403,
  });
  const used = await world.sql`select action, actor_kind, actor_id, machine_id, token_id from audit_events
    where machine_id = ${made.machineId} and actor_kind = 'bootstrap_token' order by id`;
  const attributed = { actor_id: token.id, machine_id: made.machineId, token_id: token.id };
  expect(used).toMatchObject([
    { action: "bootstrap_token.used", ...attributed },
    { action: "machine.registered", ...attributed },
  ]);
});

test("a temporary machine takes its name and guardrails from the token, and no end before its approval", async () => {
  const guardrails = { sourceCidrs: ["10.0.0.0/8"], hours: null };
  const policy = {
    kind: "temporary",
    machineName: "audit-7",
    machineLifetimeSeconds: 3600,
    guardrails,
  } as const;
  const { plaintext } = await aBootstrapToken(owner, policy);
  const { machineId, machineName, expiresAt } = await registerMachine(from, input(plaintext));
  expect([machineName, expiresAt]).toEqual(["audit-7", null]);
  expect(await machineOf(machineId)).toMatchObject({ kind: "temporary", guardrails, expires_at: null });
});

test("two hundred registrations at once with one token make one machine", async () => {
  const contested = await aUserContext(world);
  const token = await aBootstrapToken(contested);
  const answers = await Promise.all(Array.from({ length: 200 }, () => attempt(input(token.plaintext))));
  expect(answers.filter((answer) => answer === "registered")).toHaveLength(1);
  expect(answers.filter((answer) => answer === "410 bootstrap_token_ended")).toHaveLength(199);
  const made = await world.sql`select id from machines where bootstrap_token_id = ${token.id}`;
  expect(made).toHaveLength(1);
  const claimed = await world.sql`select from public_keys where machine_id = ${String(made[0]?.["id"])}`;
  expect(claimed).toHaveLength(1);
}, 60_000);

test("fifty copies of one request at once are one machine and one answer", async () => {
  const { plaintext } = await aBootstrapToken(owner);
  const body = input(plaintext, { hostname: "copies" });
  const answers = await Promise.all(Array.from({ length: 50 }, () => registerMachine(from, body)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
});

test.each([
  ["expired by a millisecond", { expiresAt: new Date(Date.now() - 1) }, "bootstrap_expired"],
  ["revoked", { revokedAt: new Date() }, "bootstrap_revoked"],
  ["used", { usedAt: new Date() }, "bootstrap_used"],
])("a token that was %s registers nobody, and the try is recorded", async (_, state, reason) => {
  const token = await aBootstrapToken(owner, state);
  expect(await attempt(input(token.plaintext))).toBe("410 bootstrap_token_ended");
  expect(await world.sql`select from machines where bootstrap_token_id = ${token.id}`).toHaveLength(0);
  expect(await eventsOf(owner, token.id)).toMatchObject([
    { action: "bootstrap_token.refused", outcome: "denied", reason, actorKind: "bootstrap_token" },
  ]);
});

test("a token is unknown by one answer: mistyped, of another kind, or never made", async () => {
  const { plaintext } = await aBootstrapToken(owner);
  for (const text of [`${plaintext}x`, plaintext.replace("skb_", "ske_"), "skb_", "x".repeat(10_000)])
    expect(await attempt(input(text))).toBe("404 bootstrap_token_unknown");
});

test.each([
  ["of order one", Buffer.from(`01${"00".repeat(31)}`, "hex").toString("base64")],
  ["not on the curve", Buffer.alloc(32, 2).toString("base64")],
  ["beyond p", Buffer.alloc(32, 0xff).toString("base64")],
  ["of 31 bytes", Buffer.alloc(31, 1).toString("base64")],
  ["of 33 bytes", Buffer.alloc(33, 1).toString("base64")],
  ["in non-canonical base64", aKey().base64.slice(0, -1)],
  ["in base64url", Buffer.alloc(32, 0xfb).toString("base64url")],
  ["empty", ""],
])("a key %s leaves the token for the next try", async (_, publicKey) => {
  const token = await aBootstrapToken(owner);
  expect(await attempt(input(token.plaintext, { publicKey }))).toBe("400 invalid_public_key");
  expect(await isSpent(token.id)).toBe(false);
  expect(await attempt(input(token.plaintext))).toBe("registered");
});

test("a key known anywhere is refused and leaves the token", async () => {
  const elsewhere = await aUserContext(world);
  const [first, second] = [await aBootstrapToken(elsewhere), await aBootstrapToken(owner)];
  const body = input(first.plaintext);
  await registerMachine(from, body);
  expect(await attempt({ ...body, token: second.plaintext })).toBe("409 public_key_known");
  expect(await isSpent(second.id)).toBe(false);
});

test.each(["", "-a", "a b", "a\nb", "prod'x", "=1+1", "é", "a".repeat(254), "a;reboot", "$(id)", "../x"])(
  "a host that calls itself %j is refused before anything is taken",
  async (hostname) => {
    const token = await aBootstrapToken(owner);
    expect(await attempt(input(token.plaintext, { hostname }))).toBe("400 invalid_request");
    expect(await isSpent(token.id)).toBe(false);
  },
);

test("a lost answer is found again with the same key for ten minutes, whatever the token's own end", async () => {
  const token = await aBootstrapToken(owner);
  const body = input(token.plaintext, { hostname: "lost-answer" });
  const first = await registerMachine(from, body);
  expect(await registerMachine(from, body)).toEqual(first);
  await world.ownerSql`update bootstrap_tokens set expires_at = now() where id = ${token.id}`;
  expect(await registerMachine(from, body)).toEqual(first);
  await world.ownerSql`update machines set disabled_at = now() where id = ${first.machineId}`;
  expect(await attempt(body)).toBe("410 bootstrap_token_ended");
  await world.ownerSql`update machines set disabled_at = null, created_at = now() - interval '601 s'
    where id = ${first.machineId}`;
  expect(await attempt(body)).toBe("410 bootstrap_token_ended");
});

test("another key with a used token is refused, and so is the key of a machine that was denied", async () => {
  const token = await aBootstrapToken(owner);
  const body = input(token.plaintext);
  const { machineId } = await registerMachine(from, body);
  expect(await attempt(input(token.plaintext))).toBe("410 bootstrap_token_ended");
  await world.ownerSql`delete from machines where id = ${machineId}`;
  expect(await attempt(body)).toBe("410 bootstrap_token_ended");
});

test("a refusal that cannot be recorded, and a registration that cannot, take nothing and are 503", async () => {
  const [live, dead] = [
    await aBootstrapToken(owner),
    await aBootstrapToken(owner, { revokedAt: new Date() }),
  ];
  await world.ownerSql`alter table audit_events add constraint full_disk check (false) not valid`;
  expect(await attempt(input(live.plaintext))).toBe("503 sealed");
  expect(await attempt(input(dead.plaintext))).toBe("503 sealed");
  await world.ownerSql`alter table audit_events drop constraint full_disk`;
  expect(await isSpent(live.id)).toBe(false);
  expect(await attempt(input(live.plaintext))).toBe("registered");
});
