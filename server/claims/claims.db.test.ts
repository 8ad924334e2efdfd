import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { type CreateClaimInput, createClaimInput } from "#lib/contract/claims.ts";
import { aClaim } from "../testing/a-claim.ts";
import { aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { redemptionOf } from "../testing/redemption-of.ts";
import { aKey } from "../testing/test-machine.ts";
import { createClaim } from "./create-claim.ts";
import { followClaim } from "./follow-claim.ts";
import { listClaims } from "./list-claims.ts";
import { redeemClaim } from "./redeem-claim.ts";
import { revokeClaim } from "./revoke-claim.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);
const projectId = await aStoredProject(owner);
const secret = await aStoredSecret(owner, projectId);

const plan = (changes: object = {}): CreateClaimInput =>
  createClaimInput.parse({ projectId, secretIds: [secret.id], claimLifetimeSeconds: 900, ...changes });

test("a code is in the claim file once, kept as its hash, and its making is on record", async () => {
  const made = await createClaim(owner, plan({ machineName: "billing-1", machineLifetimeSeconds: 3600 }));
  const file: unknown = JSON.parse(made.file);
  expect(file).toEqual({
    claim: expect.stringMatching(/^skc_[0-9A-Za-z]{49}$/),
    vaultId: owner.actor.vaultId,
    apiUrl: "http://localhost:3000",
  });
  expect(made).toMatchObject({ machineName: "billing-1", secrets: [{ id: secret.id }] });
  const [row] = await world.sql`select *, extract(epoch from expires_at - created_at)::int as seconds
    from claims where id = ${made.id}`;
  expect(row).toMatchObject({ seconds: 900, machine_lifetime_seconds: 3600, owner_id: owner.actor.userId });
  const code = /skc_\w+/.exec(made.file)?.[0] ?? "";
  expect(JSON.stringify(row)).not.toContain(code.slice(4));
  expect(await eventsOf(owner, made.id)).toMatchObject([
    { action: "claim.created", outcome: "allowed", label: "billing-1", actorKind: "user", projectId },
  ]);
});

test("a container that nobody named gets a name", async () => {
  const { machineName } = await createClaim(owner, plan());
  expect(machineName).toMatch(/^[a-z]+-[a-z]+-[0-9a-f]{4}$/);
});

test.each([
  ["a claim of 14 minutes", { claimLifetimeSeconds: 899 }],
  ["a claim of more than a day", { claimLifetimeSeconds: 86_401 }],
  ["a machine of less than an hour", { machineLifetimeSeconds: 3599 }],
  ["a machine of more than twelve months", { machineLifetimeSeconds: 366 * 86_400 + 1 }],
  ["no secret", { secretIds: [] }],
  ["a name that forges", { machineName: "a\nb" }],
  ["an unknown key", { extra: true }],
])("the edge refuses %s", (_, changes) => {
  expect(() => plan(changes)).toThrow();
});

test("a secret of another project, or one that was deleted, makes no claim", async () => {
  const elsewhere = await aStoredSecret(owner, await aStoredProject(owner));
  const before = (await listClaims(owner)).length;
  for (const secretIds of [[elsewhere.id], [secret.id, "sk_0000000000"]])
    await expect(createClaim(owner, plan({ secretIds }))).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "secretIds" }],
    });
  expect(await listClaims(owner)).toHaveLength(before);
});

test("only claims that may still be used are listed, and only the vault's own", async () => {
  const [reader, stranger] = [await aUserContext(world), await aUserContext(world)];
  await aClaim(stranger);
  await aClaim(reader, { expiresAt: new Date(Date.now() - 1) });
  await aClaim(reader, { usedAt: new Date() });
  await aClaim(reader, { revokedAt: new Date() });
  const open = await aClaim(reader, { machineName: "mine" });
  expect(await listClaims(reader)).toEqual([
    { id: open.id, machineName: "mine", createdAt: expect.any(String), expiresAt: expect.any(String) },
  ]);
});

test("the page follows a claim until a key is bound, and sees whose key it is", async () => {
  const { id, code } = await aClaim(owner, { machineName: "followed" });
  const waiting = await followClaim(owner, { claimId: id });
  expect(waiting).toMatchObject({ state: "open", machine: null });
  expect(waiting.secondsLeft).toBeGreaterThan(3500);
  const body = redemptionOf({ code, vaultId: owner.actor.vaultId, key: aKey() });
  const bound = await redeemClaim({ ...aContext(world), sourceIp: "198.51.100.7" }, body);
  expect(await followClaim(owner, { claimId: id })).toMatchObject({
    state: "used",
    machine: {
      id: bound.machineId,
      name: "followed",
      fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/),
      sourceIp: "198.51.100.7",
    },
  });
  await world.ownerSql`delete from machines where id = ${bound.machineId}`;
  expect(await followClaim(owner, { claimId: id })).toMatchObject({ state: "used", machine: null });
  const over = await aClaim(owner, { expiresAt: new Date(Date.now() - 1) });
  expect(await followClaim(owner, { claimId: over.id })).toMatchObject({ state: "expired", secondsLeft: 0 });
});

test("a revoked claim binds nobody; what was used, has ended or is another vault's cannot be revoked", async () => {
  const stranger = await aUserContext(world);
  const { id, code } = await aClaim(owner);
  await expect(revokeClaim(stranger, { claimId: id })).rejects.toMatchObject({ code: "not_found" });
  await revokeClaim(owner, { claimId: id });
  await expect(revokeClaim(owner, { claimId: id })).rejects.toMatchObject({ code: "not_found" });
  const body = redemptionOf({ code, vaultId: owner.actor.vaultId, key: aKey() });
  await expect(redeemClaim(aContext(world), body)).rejects.toMatchObject({ status: 410 });
  for (const state of [{ usedAt: new Date() }, { expiresAt: new Date(Date.now() - 1) }]) {
    const ended = await aClaim(owner, state);
    await expect(revokeClaim(owner, { claimId: ended.id })).rejects.toMatchObject({ code: "not_found" });
  }
  expect((await eventsOf(owner, id)).map(({ action }) => action)).toEqual(["claim.revoked", "claim.refused"]);
});
