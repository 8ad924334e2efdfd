import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import type { RehearseEnrollmentInput } from "#lib/contract/rehearsal.ts";
import { QUOTAS } from "#lib/quotas.ts";
import { REFUSALS_PER_MINUTE } from "../access/refusal-guard.ts";
import { aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { enrollMachine } from "./enroll-machine.ts";
import { rehearseEnrollment } from "./rehearse-enrollment.ts";
import { aRelease, everyRowButEvents } from "./testing/rehearsals.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const { vaultId } = owner.actor;
const projectId = await aStoredProject(owner, "Payments");
const secret = await aStoredSecret(owner, projectId, { kind: "single", value: "hunter2" }, "API_KEY");
const fields = [
  { name: "host", value: "db.example" },
  { name: "password", value: "hunter3" },
];
const database = await aStoredSecret(owner, projectId, { kind: "structured", fields }, "Database");
const scope = { projectIds: [projectId], secretIds: [secret.id, database.id] };
const rehearse = (token: string, more: Partial<RehearseEnrollmentInput> = {}, sourceIp = "10.1.2.3") =>
  rehearseEnrollment(
    { ...aContext(world), sourceIp },
    vaultId,
    { token, hostname: "runner-7", ...more },
    aRelease,
  );
const eventsOfToken = (id: string) =>
  world.sql`select action, outcome, reason, actor_kind, target_id, source_ip from audit_events where token_id = ${id}`;

test("the holder learns what would arrive and no value; nothing is spent, made or changed", async () => {
  const token = await aStoredToken(owner, { ...scope, maxUses: 3, uses: 1, namePattern: "ci-{uuid8}" });
  const before = await everyRowButEvents(world.ownerSql);
  const answer = await rehearse(token.plaintext);
  expect(await everyRowButEvents(world.ownerSql)).toEqual(before);
  expect(answer).toEqual({
    vaultId,
    token: {
      id: token.id,
      name: token.name,
      state: "active",
      usesLeft: 2,
      maxUses: 3,
      expiresAt: expect.any(Number),
      machineLifetimeSeconds: 3600,
      hints: [],
    },
    machineName: expect.stringMatching(/^ci-[0-9a-f]{8}$/),
    sourceIp: "10.1.2.3",
    projects: [{ id: projectId, name: "Payments" }],
    secrets: [
      { name: "API_KEY", project: "Payments", variables: ["API_KEY"], delivery: "arrives" },
      {
        name: "Database",
        project: "Payments",
        variables: ["DATABASE_HOST", "DATABASE_PASSWORD"],
        delivery: "arrives",
      },
    ],
    fitsTogether: true,
    server: { time: expect.any(Number), version: "1.2.3", cliVersion: "1.0.0" },
  });
  expect(JSON.stringify(answer)).not.toMatch(/hunter|db\.example/);
  expect(await eventsOfToken(token.id)).toMatchObject([
    {
      action: "enrollment_token.rehearsed",
      outcome: "allowed",
      reason: null,
      actor_kind: "enrollment_token",
      target_id: token.id,
      source_ip: "10.1.2.3",
    },
  ]);
});

test("the files of a provider are rendered for the token's policy, and a provider nobody has is said to be so", async () => {
  const token = await aStoredToken(owner, scope);
  const { files = [] } = await rehearse(token.plaintext, { provider: "bitbucket-pipelines" });
  expect(files.map(({ path }) => path)).toContain("sikkerkey-init.sh");
  expect(JSON.stringify(files)).toContain(token.id);
  expect(JSON.stringify(files)).not.toContain(token.plaintext.slice(4));
  await expect(rehearse(token.plaintext, { provider: "nobody" })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining("bitbucket-pipelines"),
  });
});

test.each([
  ["revoked", { revokedAt: new Date() }, {}, 410, "token_revoked"],
  ["expired", { expiresAt: new Date(Date.now() - 1) }, {}, 410, "token_expired"],
  ["exhausted", { maxUses: 2, uses: 2 }, {}, 410, "token_exhausted"],
  ["of another network", { sourceCidr: "192.168.0.0/16" }, {}, 403, "source_not_allowed"],
  ["of other hosts", { hostnamePattern: "prod-*" }, {}, 403, "hostname_not_allowed"],
  ["of other names", { namePattern: "prod-*" }, { name: "dev-1" }, 403, "name_not_allowed"],
])(
  "a token that is %s answers as an enrollment would and is recorded once",
  async (_, state, more, status, reason) => {
    const token = await aStoredToken(owner, { ...scope, ...state });
    await expect(rehearse(token.plaintext, more)).rejects.toMatchObject({ status });
    expect(await eventsOfToken(token.id)).toMatchObject([
      { action: "enrollment_token.rehearsed", outcome: "denied", reason },
    ]);
  },
);

test("a token that nobody made, of another vault, or mistyped is unknown, and leaves no row", async () => {
  const elsewhere = await aUserContext(world);
  const token = await aStoredToken(owner, scope);
  const unknown = { code: "enrollment_token_unknown", status: 404 };
  const inOther = { token: token.plaintext, hostname: "runner" };
  await expect(
    rehearseEnrollment(aContext(world), elsewhere.actor.vaultId, inOther, aRelease),
  ).rejects.toMatchObject(unknown);
  for (const text of [`${token.plaintext}x`, token.plaintext.toUpperCase(), "ske_"])
    await expect(rehearse(text)).rejects.toMatchObject(unknown);
  expect(await eventsOfToken(token.id)).toEqual([]);
});

test.each([
  ["prod-*", /^prod-[0-9a-f]{8}$/],
  ["build-??", /^build-00$/],
  ["build", /^build$/],
  ["ci-{uuid8}", /^ci-[0-9a-f]{8}$/],
])("a caller that will ask for a fitting name is told one for %s", async (namePattern, expected) => {
  const token = await aStoredToken(owner, { ...scope, namePattern });
  expect((await rehearse(token.plaintext, { name: null })).machineName).toMatch(expected);
});

test("forged labels are refused before a pattern sees them", async () => {
  const token = await aStoredToken(owner, { ...scope, hostnamePattern: "*" });
  for (const more of [{ hostname: "prod\nroot" }, { name: "=HYPERLINK(1)" }])
    await expect(rehearse(token.plaintext, more)).rejects.toMatchObject({ status: 400 });
});

test("who only asks waits for nobody who takes a place, and nobody waits for them", async () => {
  const token = await aStoredToken(owner, scope);
  const answer = await inTransaction(world.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    return rehearse(token.plaintext);
  });
  expect(answer).toMatchObject({ vaultId });
});

test("a full vault is told before a pipeline meets it", async () => {
  const full = await aUserContext(world);
  const project = await aStoredProject(full);
  const one = await aStoredSecret(full, project);
  const token = await aStoredToken(full, { projectIds: [project], secretIds: [one.id] });
  await world.ownerSql`
    insert into machines (id, vault_id, name, kind, public_key, hostname, source_ip)
    select gen_random_uuid(), ${full.actor.vaultId}, 'm-' || n, 'long_lived', decode(md5(n::text) || md5('y' || n), 'hex'), 'h', '192.0.2.1'
    from generate_series(1, ${QUOTAS.machines.max}) n`;
  const input = { token: token.plaintext, hostname: "runner" };
  await expect(
    rehearseEnrollment(aContext(world), full.actor.vaultId, input, aRelease),
  ).rejects.toMatchObject({ code: "quota_reached" });
});

test("no number of rehearsals fills the log, and none of them hides a real refusal", async () => {
  const dead = await aStoredToken(owner, { ...scope, revokedAt: new Date() });
  const live = await aStoredToken(owner, scope);
  for (let count = 0; count < REFUSALS_PER_MINUTE + 5; count++) {
    await expect(rehearse(dead.plaintext)).rejects.toMatchObject({ code: "enrollment_token_revoked" });
    await rehearse(live.plaintext);
  }
  for (const { id } of [dead, live]) expect(await eventsOfToken(id)).toHaveLength(REFUSALS_PER_MINUTE);
  const input = { token: dead.plaintext, hostname: "runner", publicKey: "" };
  await expect(enrollMachine(aContext(world), vaultId, input)).rejects.toMatchObject({ status: 410 });
  expect(
    (await eventsOfToken(dead.id)).filter(({ action }) => action === "enrollment_token.refused"),
  ).toHaveLength(1);
});

test("a rehearsal that cannot be recorded is 503", async () => {
  const token = await aStoredToken(owner, scope);
  await world.ownerSql`alter table audit_events add constraint full_disk check (false) not valid`;
  await expect(rehearse(token.plaintext)).rejects.toMatchObject({ code: "sealed", status: 503 });
  await world.ownerSql`alter table audit_events drop constraint full_disk`;
  await expect(rehearse(token.plaintext)).resolves.toMatchObject({ vaultId });
});
