import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { RedeemClaimInput } from "#lib/contract/claims.ts";
import { AppError } from "#lib/errors.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aClaim } from "../testing/a-claim.ts";
import { aMachineContext, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { redemptionOf } from "../testing/redemption-of.ts";
import { aKey } from "../testing/test-machine.ts";
import { redeemClaim } from "./redeem-claim.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);
const { vaultId } = owner.actor;

const from = { ...aContext(world), sourceIp: "10.1.2.3" };
const bodyFor = (code: string, key = aKey(), vault = vaultId) => redemptionOf({ code, vaultId: vault, key });
const attempt = (body: RedeemClaimInput) =>
  redeemClaim(from, body).then(
    () => "bound",
    (error: unknown) => (error instanceof AppError ? `${error.status} ${error.code}` : String(error)),
  );
const isSpent = async (id: string) =>
  (await world.sql`select used_at from claims where id = ${id}`)[0]?.["used_at"] !== null;
const machinesOf = (id: string) => world.sql`select * from machines where claim_id = ${id}`;

test("a code and a key become a machine that reads what was planned, and nothing else", async () => {
  const stranger = await aUserContext(world);
  const projectId = await aStoredProject(stranger);
  const [ticked, other] = [
    await aStoredSecret(stranger, projectId),
    await aStoredSecret(stranger, projectId),
  ];
  const plan = { projectIds: [projectId], secretIds: [ticked.id], machineLifetimeSeconds: 3600 };
  const { id, code } = await aClaim(stranger, plan);
  const key = aKey();
  const made = await redeemClaim(from, bodyFor(code, key, stranger.actor.vaultId));
  expect(made).toEqual({
    machineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    machineName: "container",
    vaultId: stranger.actor.vaultId,
    expiresAt: expect.any(Number),
    apiUrl: "http://localhost:3000",
  });
  const [row] = await world.sql`select *, extract(epoch from expires_at - approved_at)::int as seconds
    from machines where id = ${made.machineId}`;
  expect(row).toMatchObject({
    ...{ kind: "container", claim_id: id, owner_id: stranger.actor.userId, source_ip: "10.1.2.3" },
    ...{ hostname: "web-1", disabled_at: null, disabled_reason: null, seconds: 3600 },
  });
  const machine = { id: made.machineId, name: made.machineName, vaultId: made.vaultId, key };
  await expect(readSecret(aMachineContext(stranger, machine), ticked.id)).resolves.toBeDefined();
  await expect(readSecret(aMachineContext(stranger, machine), other.id)).rejects.toMatchObject({
    status: 403,
  });
  const events = await world.sql`select action, actor_id, source_ip, project_id, secret_id from audit_events
    where machine_id = ${made.machineId} and actor_kind = 'claim' order by id`;
  const attributed = { actor_id: id, source_ip: "10.1.2.3" };
  expect(events).toMatchObject([
    { action: "claim.used", ...attributed },
    { action: "machine.provisioned", ...attributed },
    { action: "machine.project_attached", ...attributed, project_id: projectId },
    { action: "machine.secret_granted", ...attributed, project_id: projectId, secret_id: ticked.id },
  ]);
  expect(events).toHaveLength(4);
});

test("what was deleted since, or lies in the trash, is left out; a machine without an end has none", async () => {
  const [kept, gone] = [await aStoredProject(owner), await aStoredProject(owner)];
  const [live, trashed, lost] = [
    await aStoredSecret(owner, kept),
    await aStoredSecret(owner, kept),
    await aStoredSecret(owner, gone),
  ];
  const ids = [live, trashed, lost].map(({ id }) => id);
  const { code } = await aClaim(owner, { projectIds: [kept, gone], secretIds: ids });
  await world.ownerSql`update secrets set deleted_at = now(), purge_at = now() + interval '1 day'
    where id = ${trashed.id}`;
  await world.ownerSql`delete from secrets where id = ${lost.id}`;
  await world.ownerSql`delete from projects where id = ${gone}`;
  const { machineId, expiresAt } = await redeemClaim(from, bodyFor(code));
  expect(expiresAt).toBeNull();
  const grants = await world.sql`select secret_id from grants where machine_id = ${machineId}`;
  expect(grants).toMatchObject([{ secret_id: live.id }]);
  const links = await world.sql`select project_id from machine_projects where machine_id = ${machineId}`;
  expect(links).toMatchObject([{ project_id: kept }]);
});

test.each([
  ["expired by a millisecond", { expiresAt: new Date(Date.now() - 1) }, "claim_expired"],
  ["revoked", { revokedAt: new Date() }, "claim_revoked"],
])("a claim that was %s binds nobody, and the try is recorded", async (_, state, reason) => {
  const { id, code } = await aClaim(owner, state);
  expect(await attempt(bodyFor(code))).toBe("410 claim_ended");
  expect(await machinesOf(id)).toHaveLength(0);
  expect(await eventsOf(owner, id)).toMatchObject([
    { action: "claim.refused", outcome: "denied", reason, actorKind: "claim" },
  ]);
});

test("a code is unknown by one answer: mistyped, of another kind, or never made", async () => {
  const { code } = await aClaim(owner);
  for (const text of [`${code}x`, code.replace("skc_", "ske_"), "skc_", "x".repeat(10_000)])
    expect(await attempt(bodyFor(text))).toBe("404 claim_unknown");
});

const someone = aKey();
const wrong = (change: (body: RedeemClaimInput) => Partial<RedeemClaimInput>) => (code: string) => {
  const body = bodyFor(code);
  return { ...body, ...change(body) };
};
test.each([
  ["another key's signature", wrong(({ claim }) => ({ signature: bodyFor(claim, someone).signature }))],
  ["another key in the place of the signer's", wrong(() => ({ publicKey: someone.base64 }))],
  ["another hostname than was signed", wrong(() => ({ hostname: "web-2" }))],
  ["a signature for another vault", (code: string) => bodyFor(code, aKey(), "vault_0000000000000000")],
  ["a signature of another claim", wrong(() => ({ signature: bodyFor("skc_other").signature }))],
  ["no signature", wrong(() => ({ signature: "" }))],
  ["a signature in base64url", wrong(() => ({ signature: Buffer.alloc(64, 0xfb).toString("base64url") }))],
  ["a signature of 63 bytes", wrong(() => ({ signature: Buffer.alloc(63).toString("base64") }))],
  ["a signature of zeros", wrong(() => ({ signature: Buffer.alloc(64).toString("base64") }))],
])("%s proves nothing and leaves the claim for its container", async (_, body) => {
  const { id, code } = await aClaim(owner);
  expect(await attempt(body(code))).toBe("400 possession_unproven");
  expect(await isSpent(id)).toBe(false);
  expect(await eventsOf(owner, id)).toMatchObject([
    { action: "claim.refused", reason: "possession_unproven" },
  ]);
  expect(await attempt(bodyFor(code))).toBe("bound");
});

test.each([
  ["of order one", Buffer.from(`01${"00".repeat(31)}`, "hex").toString("base64")],
  ["not on the curve", Buffer.alloc(32, 2).toString("base64")],
  ["of 31 bytes", Buffer.alloc(31, 1).toString("base64")],
  ["in non-canonical base64", aKey().base64.slice(0, -1)],
  ["empty", ""],
])("a key %s leaves the claim for the next try", async (_, publicKey) => {
  const { id, code } = await aClaim(owner);
  expect(await attempt({ ...bodyFor(code), publicKey })).toBe("400 invalid_public_key");
  expect(await isSpent(id)).toBe(false);
});

test("a key known anywhere is refused and leaves the claim", async () => {
  const elsewhere = await aUserContext(world);
  const [first, second] = [await aClaim(elsewhere), await aClaim(owner)];
  const key = aKey();
  await redeemClaim(from, bodyFor(first.code, key, elsewhere.actor.vaultId));
  expect(await attempt(bodyFor(second.code, key))).toBe("409 public_key_known");
  expect(await isSpent(second.id)).toBe(false);
});

test.each(["", "-a", "a b", "a\nb", "é", "a".repeat(254), "$(id)", "../x"])(
  "a host that calls itself %j is refused before anything is taken",
  async (hostname) => {
    const { id, code } = await aClaim(owner);
    const body = redemptionOf({ code, vaultId, key: aKey(), hostname });
    expect(await attempt(body)).toBe("400 invalid_request");
    expect(await isSpent(id)).toBe(false);
  },
);

test("a lost answer is found again with the same key for ten minutes, whatever the claim's own end", async () => {
  const { id, code } = await aClaim(owner);
  const body = bodyFor(code);
  const first = await redeemClaim(from, body);
  await world.ownerSql`update claims set expires_at = now() where id = ${id}`;
  expect(await redeemClaim(from, body)).toEqual(first);
  await world.ownerSql`update machines set disabled_at = now() where id = ${first.machineId}`;
  expect(await attempt(body)).toBe("410 claim_ended");
  await world.ownerSql`update machines set disabled_at = null, created_at = now() - interval '601 s'
    where id = ${first.machineId}`;
  expect(await attempt(body)).toBe("410 claim_ended");
  // The machine's own key, late: a restart, and no thief.
  expect((await eventsOf(owner, id)).map(({ action }) => action)).toEqual([
    "claim.used",
    "claim.refused",
    "claim.refused",
  ]);
});

test("another key on a spent code is an alarm about the machine that has it, and so is its key without a proof", async () => {
  const { id, code } = await aClaim(owner);
  const body = bodyFor(code);
  const { machineId } = await redeemClaim(from, body);
  expect(await attempt(bodyFor(code))).toBe("410 claim_ended");
  expect(await attempt({ ...body, signature: bodyFor(code).signature })).toBe("410 claim_ended");
  await world.ownerSql`delete from machines where id = ${machineId}`;
  expect(await attempt(body)).toBe("410 claim_ended");
  const events = await world.sql`select action, reason, machine_id from audit_events
    where target_id = ${id} order by id`;
  const reused = { action: "claim.reused", reason: "claim_used", machine_id: machineId };
  expect(events).toMatchObject([
    { action: "claim.used" },
    reused,
    reused,
    { action: "claim.refused", reason: "claim_used" },
  ]);
});

test("a refusal that cannot be recorded, and a binding that cannot, take nothing and are 503", async () => {
  const [live, dead] = [await aClaim(owner), await aClaim(owner, { revokedAt: new Date() })];
  await world.ownerSql`alter table audit_events add constraint full_disk check (false) not valid`;
  expect(await attempt(bodyFor(live.code))).toBe("503 sealed");
  expect(await attempt(bodyFor(dead.code))).toBe("503 sealed");
  await world.ownerSql`alter table audit_events drop constraint full_disk`;
  expect(await isSpent(live.id)).toBe(false);
  expect(await attempt(bodyFor(live.code))).toBe("bound");
});

test("neither the code nor anything of it but its hash is in the log", async () => {
  const { id, code } = await aClaim(owner);
  await redeemClaim(from, bodyFor(code));
  const [rows] = await world.sql`select string_agg(e::text, ' ') as text from audit_events e
    where target_id = ${id}`;
  const sha256 = createHash("sha256").update(code).digest("hex");
  for (const secret of [code, code.slice(4, 20), sha256])
    expect(String(rows?.["text"])).not.toContain(secret);
});
