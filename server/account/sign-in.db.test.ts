import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { findActorBySecret } from "../auth/session.ts";
import { anAddress, aPerson, aSession, eventsOf, PASSWORD, type Person } from "../testing/a-person.ts";
import { aContext } from "../testing/fixtures.ts";
import { changePassword } from "./change-password.ts";
import { signIn } from "./sign-in.ts";

const world = await testDatabase({ max: 20 });
const NOW = new Date();

type Try = { email: string; password?: string; from?: string; device?: string | null; at?: Date };
const trySignIn = ({ email, password = "wrong password", from = "10.0.0.1", device = null, at = NOW }: Try) =>
  signIn({ ...aContext(world), sourceIp: from, now: at }, { email, password, deviceSecret: device }).then(
    () => "in",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const inTurn = async (count: number, attempt: (index: number) => Promise<string>) => {
  const results: string[] = [];
  for (let index = 0; index < count; index++) results.push(await attempt(index));
  return results;
};
/** Uses up what strangers may try on this account within the hour, from many addresses. */
const flood = (person: Person) => inTurn(21, () => trySignIn({ email: person.email, from: anAddress() }));

test("the right password opens a session with a secret of its own, stored as a hash, and records it", async () => {
  const person = await aPerson(world);
  const first = await aSession(world, person);
  const second = await aSession(world, person);
  expect(second.sessionSecret).not.toBe(first.sessionSecret);
  expect(await findActorBySecret(world.db, first.sessionSecret)).toMatchObject({
    kind: "user",
    userId: person.userId,
    email: person.email,
    role: "owner",
    vaultId: person.vaultId,
  });
  const dump = JSON.stringify(await world.ownerSql`select * from sessions`);
  expect(dump).not.toContain(first.sessionSecret);
  expect(await eventsOf(world, person.vaultId)).toMatchObject([
    { action: "account.signed_in", outcome: "allowed", actor_kind: "user" },
    { action: "account.signed_in" },
  ]);
});

test("a wrong password and an unknown e-mail are refused alike; the first is seen in the owner's log", async () => {
  const person = await aPerson(world);
  const address = anAddress();
  expect(await trySignIn({ email: person.email, from: address })).toBe("sign_in_failed");
  expect(await trySignIn({ email: "nobody@example.com", from: address })).toBe("sign_in_failed");
  expect(await eventsOf(world, person.vaultId)).toMatchObject([
    {
      action: "account.sign_in_refused",
      outcome: "denied",
      reason: "credentials_wrong",
      actor_kind: "anonymous",
      source_ip: address,
    },
  ]);
});

test("an unknown e-mail takes as long as a wrong password", async () => {
  const person = await aPerson(world);
  const timed = async (email: string) => {
    const start = performance.now();
    await trySignIn({ email, from: anAddress() });
    return performance.now() - start;
  };
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
  const known: number[] = [];
  const unknown: number[] = [];
  for (let index = 0; index < 9; index++) {
    known.push(await timed(person.email));
    unknown.push(await timed(`nobody-${index}@example.com`));
  }
  // Without the dummy hash the ratio is below a tenth.
  expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
});

test("an address has ten attempts a minute, then waits until the next", async () => {
  const from = anAddress();
  const results = await inTurn(12, (index) => trySignIn({ email: `nobody-${index}@a.example`, from }));
  expect(results.filter((code) => code === "sign_in_failed")).toHaveLength(10);
  expect(results.slice(10)).toEqual(["too_many_requests", "too_many_requests"]);
  const minuteLater = new Date(NOW.getTime() + 60_000);
  expect(await trySignIn({ email: "nobody@a.example", from, at: minuteLater })).toBe("sign_in_failed");
});

test("hosts of one IPv6 network count as one", async () => {
  const results = await inTurn(11, (index) =>
    trySignIn({ email: `nobody-${index}@b.example`, from: `2001:db8:7:7::${index + 1}` }),
  );
  expect(results.at(-1)).toBe("too_many_requests");
});

test("an account has twenty attempts an hour from strangers, from wherever they come, and says how long to wait", async () => {
  const person = await aPerson(world);
  const results = await flood(person);
  expect(results.slice(0, 20)).toEqual(Array(20).fill("sign_in_failed"));
  expect(results[20]).toBe("too_many_requests");
  const attempt = signIn(
    { ...aContext(world), sourceIp: anAddress(), now: NOW },
    { email: person.email, password: PASSWORD, deviceSecret: null },
  );
  await expect(attempt).rejects.toMatchObject({ code: "too_many_requests", status: 429 });
  await expect(attempt).rejects.toThrow(/^Too many attempts\. Try again in (a minute|\d+ minutes)\.$/);
});

test("a stranger cannot lock the owner out of a browser that has signed in before", async () => {
  const person = await aPerson(world);
  const { deviceSecret } = await aSession(world, person);
  await flood(person);
  const from = anAddress();
  expect(await trySignIn({ email: person.email, password: PASSWORD, from })).toBe("too_many_requests");
  const known = { email: person.email, password: PASSWORD, from, device: deviceSecret };
  expect(await trySignIn(known)).toBe("in");
});

test("a known device counts for itself: twenty an hour, and for its own account only", async () => {
  const [person, other] = [await aPerson(world), await aPerson(world)];
  const { deviceSecret: device } = await aSession(world, person);
  const results = await inTurn(21, () => trySignIn({ email: person.email, device }));
  expect(results.slice(0, 20)).toEqual(Array(20).fill("sign_in_failed"));
  expect(results[20]).toBe("too_many_requests");
  const otherDevice = (await aSession(world, other)).deviceSecret;
  await flood(person);
  const borrowed = { email: person.email, password: PASSWORD, from: anAddress(), device: otherDevice };
  expect(await trySignIn(borrowed)).toBe("too_many_requests");
});

test("forty attempts at once never get past the limit", async () => {
  const person = await aPerson(world);
  const from = anAddress();
  const results = await Promise.all(
    Array.from({ length: 40 }, () => trySignIn({ email: person.email, from })),
  );
  const counters = await world.sql`
    select attempts from attempt_counters where bucket = ${`sign_in:source:${from}`}`;
  expect(counters).toEqual([{ attempts: 10 }]);
  expect(results.filter((code) => code === "sign_in_failed").length).toBeLessThanOrEqual(10);
  expect(new Set(results)).toEqual(new Set(["sign_in_failed", "too_many_requests"]));
});

test("a sign-in that succeeds was nobody's guess and uses up nothing", async () => {
  const person = await aPerson(world);
  const from = anAddress();
  const attempts = await inTurn(15, () => trySignIn({ email: person.email, password: PASSWORD, from }));
  expect(new Set(attempts)).toEqual(new Set(["in"]));
});

test("a flood leaves ten rows a minute and source in the log, not one each", async () => {
  const person = await aPerson(world);
  await inTurn(15, () => trySignIn({ email: person.email, from: "10.8.8.8" }));
  expect(await eventsOf(world, person.vaultId)).toHaveLength(10);
});

test("a password that is changed while it is being checked opens nothing", async () => {
  const person = await aPerson(world);
  const { sessionSecret } = await aSession(world, person);
  const actor = await findActorBySecret(world.db, sessionSecret);
  if (actor === null) throw new Error("not signed in");
  const change = changePassword(
    { ...aContext(world), actor },
    { currentPassword: PASSWORD, newPassword: "another long password" },
  );
  const racers = Array.from({ length: 6 }, () => aSession(world, person).catch(() => null));
  await change;
  const sessions = (await Promise.all(racers)).filter((session) => session !== null);
  for (const session of sessions) expect(await findActorBySecret(world.db, session.sessionSecret)).toBeNull();
  expect(await findActorBySecret(world.db, sessionSecret)).not.toBeNull();
});
