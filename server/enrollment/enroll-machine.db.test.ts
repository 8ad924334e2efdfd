import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import type { EnrollMachineInput } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { readSecret } from "../reads/read-secret.ts";
import { aMachineContext, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aStoredToken } from "../testing/a-token.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { enrollMachine } from "./enroll-machine.ts";

const world = await testDatabase({ max: 20 });
const owner = await aUserContext(world);
const { vaultId } = owner.actor;
const projectId = await aStoredProject(owner);
const secret = await aStoredSecret(owner, projectId);
const other = await aStoredSecret(owner, projectId);
const scope = { projectIds: [projectId], secretIds: [secret.id] };

const from = (sourceIp: string) => ({ ...aContext(world), sourceIp });
const input = (token: string, change: Partial<EnrollMachineInput> = {}): EnrollMachineInput => ({
  token,
  publicKey: aKey().base64,
  hostname: "runner-7",
  ...change,
});
const enroll = (body: EnrollMachineInput, sourceIp = "10.1.2.3", vault = vaultId) =>
  enrollMachine(from(sourceIp), vault, body).then(
    () => "enrolled",
    (error: unknown) => (error instanceof AppError ? `${error.status} ${error.message}` : String(error)),
  );
const usesOf = async (id: string) =>
  Number((await world.sql`select uses from enrollment_tokens where id = ${id}`)[0]?.["uses"]);

test("a token and a key become an approved machine with the token's grants and nothing else", async () => {
  const token = await aStoredToken(owner, scope);
  const key = aKey();
  const made = await enrollMachine(
    from("10.1.2.3"),
    vaultId,
    input(token.plaintext, { publicKey: key.base64 }),
  );
  expect(Object.keys(made).sort()).toEqual(["apiUrl", "expiresAt", "machineId", "machineName", "vaultId"]);
  expect(made).toMatchObject({ vaultId, apiUrl: "http://localhost:3000" });
  expect(Math.abs(made.expiresAt - (Date.now() + 3_600_000))).toBeLessThan(60_000);
  const machine = { id: made.machineId, name: made.machineName, vaultId, key };
  expect(await readSecret(aMachineContext(owner, machine), secret.id)).toMatchObject({ value: secret.value });
  await expect(readSecret(aMachineContext(owner, machine), other.id)).rejects.toThrow("Access denied");
  const rows = await world.sql`select action, actor_label, machine_id, token_id, source_ip from audit_events
    where machine_id = ${made.machineId} and action <> 'secret.read' and action <> 'secret.read_denied' order by id`;
  const attributed = {
    actor_label: token.name,
    machine_id: made.machineId,
    token_id: token.id,
    source_ip: "10.1.2.3",
  };
  expect(rows).toMatchObject([
    { action: "enrollment_token.used", ...attributed },
    { action: "machine.enrolled", ...attributed },
  ]);
});

test("a token is unknown by one text: mistyped, of another vault, of another kind, or never made (AT-36)", async () => {
  const token = await aStoredToken(owner, scope);
  const elsewhere = await aUserContext(world);
  const unknown = "404 Enrollment token not found";
  expect(await enroll(input(token.plaintext), "10.1.2.3", elsewhere.actor.vaultId)).toBe(unknown);
  for (const text of [`${token.plaintext}x`, token.plaintext.toLowerCase(), "ske_", "x".repeat(10_000)])
    expect(await enroll(input(text))).toBe(unknown);
});

test.each([
  ["revoked", { revokedAt: new Date() }, "410 Enrollment token has been revoked"],
  ["expired", { expiresAt: new Date(Date.now() - 1) }, "410 Enrollment token has expired"],
  ["exhausted", { maxUses: 2, uses: 2 }, "410 Enrollment token has no remaining enrollments"],
] as const)("a %s token enrolls nobody and the refusal is recorded (AT-37)", async (_, state, answer) => {
  const token = await aStoredToken(owner, { ...scope, ...state });
  expect(await enroll(input(token.plaintext))).toBe(answer);
  const rows =
    await world.sql`select action, outcome, token_id from audit_events where token_id = ${token.id}`;
  expect(rows).toMatchObject([{ action: "enrollment_token.refused", outcome: "denied" }]);
});

test.each([
  ["another address", { sourceCidr: "10.0.0.0/8" }, "192.0.2.1", {}, 403],
  ["an address in the range", { sourceCidr: "10.0.0.0/8" }, "10.9.9.9", {}, "enrolled"],
  ["another hostname", { hostnamePattern: "prod-*" }, "10.1.2.3", {}, 403],
  ["a matching hostname", { hostnamePattern: "runner-?" }, "10.1.2.3", {}, "enrolled"],
  ["another name", { namePattern: "prod-*" }, "10.1.2.3", { name: "dev-1" }, 403],
  ["a matching name", { namePattern: "prod-*" }, "10.1.2.3", { name: "prod-1" }, "enrolled"],
  ["a forged hostname (AT-40)", {}, "10.1.2.3", { hostname: "prod-x\nroot" }, 400],
  ["a hostname of 4 KB", {}, "10.1.2.3", { hostname: "a".repeat(4096) }, 400],
  ["a forged name", {}, "10.1.2.3", { name: "=HYPERLINK(1)" }, 400],
] as const)("%s", async (_, policy, sourceIp, change, expected) => {
  const token = await aStoredToken(owner, { ...scope, ...policy, maxUses: 1 });
  const answer = await enroll(input(token.plaintext, change), sourceIp);
  if (expected === "enrolled") expect(answer).toBe("enrolled");
  else {
    expect(answer).toMatch(new RegExp(`^${expected} `));
    expect(await usesOf(token.id)).toBe(0);
  }
});

test("a range admits nobody whose address a proxy wrote so oddly that only the proxy's own is known", async () => {
  const token = await aStoredToken(owner, { ...scope, sourceCidr: "10.0.0.0/8" });
  const uncertain = { ...from("10.0.0.1"), isSourceCertain: false };
  await expect(enrollMachine(uncertain, vaultId, input(token.plaintext))).rejects.toMatchObject({
    status: 403,
  });
  const anywhere = await aStoredToken(owner, scope);
  await expect(enrollMachine(uncertain, vaultId, input(anywhere.plaintext))).resolves.toMatchObject({
    vaultId,
  });
});

const SMALL_ORDER = Buffer.from("0100000000000000000000000000000000000000000000000000000000000000", "hex");
test.each([
  ["small order", SMALL_ORDER.toString("base64")],
  ["31 bytes", Buffer.alloc(31, 1).toString("base64")],
  ["non-canonical base64", `${aKey().base64.slice(0, -1)}`],
  ["empty", ""],
])("a bad key (%s) is 400 and spends nothing (AT-33)", async (_, publicKey) => {
  const token = await aStoredToken(owner, { ...scope, maxUses: 1 });
  expect(await enroll(input(token.plaintext, { publicKey }))).toBe(
    "400 The public key is not a valid Ed25519 key.",
  );
  expect(await usesOf(token.id)).toBe(0);
});

test("a key known anywhere, for ever, is 409 and spends nothing (AT-34)", async () => {
  const [first, second] = [await aStoredToken(owner, scope), await aStoredToken(owner, scope)];
  const body = input(first.plaintext);
  const { machineId } = await enrollMachine(from("10.1.2.3"), vaultId, body);
  expect(await enroll({ ...body, token: second.plaintext })).toMatch(/^409 /);
  await world.ownerSql`delete from machines where id = ${machineId}`;
  expect(await enroll({ ...body, token: second.plaintext })).toMatch(/^409 /);
  expect(await enroll(body)).toMatch(/^409 /);
  expect(await usesOf(second.id)).toBe(0);
});

test("a retry gets the same machine and spends nothing, even when the token is used up", async () => {
  const token = await aStoredToken(owner, { ...scope, maxUses: 1 });
  const body = input(token.plaintext);
  const first = await enrollMachine(from("10.1.2.3"), vaultId, body);
  expect(await enrollMachine(from("10.1.2.3"), vaultId, body)).toEqual(first);
  expect(await usesOf(token.id)).toBe(1);
  expect(await enroll(input(token.plaintext))).toBe("410 Enrollment token has no remaining enrollments");
});

test("a retry is refused after a revoke, from another network, after ten minutes and for a disabled machine", async () => {
  const token = await aStoredToken(owner, { ...scope, sourceCidr: "10.0.0.0/8", maxUses: 1 });
  const body = input(token.plaintext);
  const { machineId } = await enrollMachine(from("10.1.2.3"), vaultId, body);
  expect(await enroll(body, "192.0.2.1")).toMatch(/^403 /);
  await world.ownerSql`update machines set disabled_at = now() where id = ${machineId}`;
  expect(await enroll(body)).toMatch(/^410 /);
  await world.ownerSql`update machines set disabled_at = null, created_at = now() - interval '601 s' where id = ${machineId}`;
  expect(await enroll(body)).toMatch(/^410 /);
  await world.ownerSql`update machines set created_at = now() where id = ${machineId}`;
  expect(await enroll(body)).toBe("enrolled");
  await world.ownerSql`update enrollment_tokens set revoked_at = now() where id = ${token.id}`;
  expect(await enroll(body)).toBe("410 Enrollment token has been revoked");
});

const tally = (answers: string[]) => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
};

test("five hundred enrollments at once on three uses make exactly three machines (CON-1)", async () => {
  const token = await aStoredToken(owner, { ...scope, maxUses: 3 });
  const answers = await Promise.all(Array.from({ length: 500 }, () => enroll(input(token.plaintext))));
  expect(tally(answers)).toEqual({ enrolled: 3, "410 Enrollment token has no remaining enrollments": 497 });
  expect(await usesOf(token.id)).toBe(3);
  const made = await world.sql`select id from machines where enrollment_token_id = ${token.id}`;
  expect(made).toHaveLength(3);
  const known =
    await world.sql`select from public_keys where machine_id = any(${made.map((row) => row["id"])}::uuid[])`;
  expect(known).toHaveLength(3);
}, 60_000);

test("the same request twenty times at once is one machine, one use and one answer", async () => {
  for (let round = 0; round < rounds.races; round++) {
    const token = await aStoredToken(owner, { ...scope, maxUses: 1 + (round % 2) });
    const body = input(token.plaintext);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => enrollMachine(from("10.1.2.3"), vaultId, body)),
    );
    expect(new Set(answers.map(({ machineId }) => machineId)).size).toBe(1);
    expect(await usesOf(token.id)).toBe(1);
  }
});
