import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { findActorBySecret, findSessionActor } from "../auth/session.ts";
import {
  aPerson,
  aSession,
  aSignedInContext,
  aStoredSession,
  eventsOf,
  PASSWORD,
} from "../testing/a-person.ts";
import { aSystemContext } from "../testing/fixtures.ts";
import { testConfig } from "../testing/test-config.ts";
import { changePassword } from "./change-password.ts";
import { forgetEnded } from "./forget-ended.ts";
import { getAccount } from "./get-account.ts";
import { listSessions } from "./list-sessions.ts";
import { revokeOtherSessions } from "./revoke-other-sessions.ts";
import { revokeSession } from "./revoke-session.ts";
import { signOut } from "./sign-out.ts";

const world = await testDatabase();
const isLive = async (secret: string) => (await findActorBySecret(world.db, secret)) !== null;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const actionsOf = async (vaultId: string) =>
  (await eventsOf(world, vaultId)).map((event) => event.action).filter((it) => it !== "account.signed_in");

test("a session is listed to its person alone, with the current one marked", async () => {
  const [person, other] = [await aPerson(world), await aPerson(world)];
  const { sessionSecret } = await aSession(world, person);
  await aSession(world, person);
  await aSession(world, other);
  const sessions = await listSessions(await aSignedInContext(world, sessionSecret));
  expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  expect(Object.keys(sessions[0] ?? {}).sort()).toEqual([
    "createdAt",
    "expiresAt",
    "id",
    "isCurrent",
    "lastSeenAt",
    "sourceIp",
    "userAgent",
  ]);
});

test("signing out ends the session for the very next request", async () => {
  const person = await aPerson(world);
  const { sessionSecret } = await aSession(world, person);
  const ctx = await aSignedInContext(world, sessionSecret);
  await signOut(ctx);
  expect(await isLive(sessionSecret)).toBe(false);
  await signOut(ctx);
  expect(await actionsOf(person.vaultId)).toEqual(["account.signed_out"]);
});

test("revoking a session ends it at once, and only one's own", async () => {
  const [person, other] = [await aPerson(world), await aPerson(world)];
  const [mine, theirs] = [await aSession(world, person), await aSession(world, other)];
  const stolen = await aSession(world, person);
  const ctx = await aSignedInContext(world, mine.sessionSecret);
  const { sessionId } = (await aSignedInContext(world, stolen.sessionSecret)).actor;
  const foreign = (await aSignedInContext(world, theirs.sessionSecret)).actor.sessionId;
  await expect(revokeSession(ctx, { sessionId: foreign })).rejects.toMatchObject({ code: "not_found" });
  await revokeSession(ctx, { sessionId });
  await expect(revokeSession(ctx, { sessionId })).rejects.toMatchObject({ code: "not_found" });
  expect(await isLive(stolen.sessionSecret)).toBe(false);
  expect(await isLive(theirs.sessionSecret)).toBe(true);
  expect(await actionsOf(person.vaultId)).toEqual(["account.session_revoked"]);
  expect(await actionsOf(other.vaultId)).toEqual([]);
});

test("revoking the others leaves the session that asks", async () => {
  const [person, other] = [await aPerson(world), await aPerson(world)];
  const kept = await aSession(world, person);
  const ended = [await aSession(world, person), await aSession(world, person)];
  await aStoredSession(world, person.userId, { lastSeenAt: ago(3) });
  const bystander = await aSession(world, other);
  const ctx = await aSignedInContext(world, kept.sessionSecret);
  expect(await revokeOtherSessions(ctx)).toEqual({ count: 2 });
  expect(await revokeOtherSessions(ctx)).toEqual({ count: 0 });
  expect(await isLive(kept.sessionSecret)).toBe(true);
  expect(await isLive(bystander.sessionSecret)).toBe(true);
  for (const { sessionSecret } of ended) expect(await isLive(sessionSecret)).toBe(false);
  expect(await actionsOf(person.vaultId)).toEqual(["account.session_revoked", "account.session_revoked"]);
});

test.each([
  ["idle for two hours", { lastSeenAt: ago(2.01) }],
  ["older than its twelve hours", { createdAt: ago(12.1), expiresAt: ago(0.1) }],
  ["revoked", { revokedAt: ago(0.1) }],
])("a session that is %s is nobody's", async (_, state) => {
  const person = await aPerson(world);
  expect(await isLive(await aStoredSession(world, person.userId, state))).toBe(false);
});

test("using a session keeps it from idling, and never past its end", async () => {
  const person = await aPerson(world);
  const expiresAt = new Date(Date.now() + 60_000);
  const secret = await aStoredSession(world, person.userId, { lastSeenAt: ago(1.9), expiresAt });
  expect(await isLive(secret)).toBe(true);
  const rows = await world.sql`
    select last_seen_at > now() - interval '1 minute' as is_touched,
      expires_at = ${expiresAt.toISOString()}::timestamptz as is_end_kept
    from sessions where user_id = ${person.userId}`;
  expect(rows).toEqual([{ is_touched: true, is_end_kept: true }]);
});

test("the cookie is the secret: a session's id or hash is not accepted for it", async () => {
  const person = await aPerson(world);
  const { sessionSecret } = await aSession(world, person);
  const { sessionId } = (await aSignedInContext(world, sessionSecret)).actor;
  const actorOf = (cookie: string) => findSessionActor(world.db, testConfig, new Headers({ cookie }));
  expect(await actorOf(`a=b; sikkerkey-session=${sessionSecret}`)).not.toBeNull();
  for (const cookie of [
    `sikkerkey-session=${sessionId}`,
    `sikkerkey-session=${sessionSecret}x`,
    `sikkerkey-session=${sessionSecret.slice(0, -1)}`,
    `sikkerkey-session="${sessionSecret}"`,
    `sikkerkey-session=${sessionSecret}; sikkerkey-session=${sessionSecret}`,
    `xsikkerkey-session=${sessionSecret}`,
    `sikkerkey-session.0=${sessionSecret}`,
    "",
  ])
    expect(await actorOf(cookie)).toBeNull();
});

test("changing the password ends the other sessions and replaces the old one", async () => {
  const person = await aPerson(world);
  const [mine, other] = [await aSession(world, person), await aSession(world, person)];
  const ctx = await aSignedInContext(world, mine.sessionSecret);
  const newPassword = "a whole new password";
  await changePassword(ctx, { currentPassword: PASSWORD, newPassword });
  expect(await isLive(mine.sessionSecret)).toBe(true);
  expect(await isLive(other.sessionSecret)).toBe(false);
  await expect(aSession(world, person)).rejects.toMatchObject({ code: "sign_in_failed" });
  await expect(aSession(world, person, newPassword)).resolves.toMatchObject({ userId: person.userId });
  expect((await actionsOf(person.vaultId)).slice(0, 2)).toEqual([
    "account.password_changed",
    "account.session_revoked",
  ]);
});

test("a session alone does not change the password, and has ten guesses an hour at it", async () => {
  const person = await aPerson(world);
  const { sessionSecret } = await aSession(world, person);
  const ctx = await aSignedInContext(world, sessionSecret);
  const guess = () => changePassword(ctx, { currentPassword: "wrong", newPassword: "a whole new password" });
  for (let index = 0; index < 10; index++)
    await expect(guess()).rejects.toMatchObject({
      code: "invalid_input",
      issues: [{ path: "currentPassword" }],
    });
  await expect(guess()).rejects.toMatchObject({ code: "too_many_requests" });
  const events = await eventsOf(world, person.vaultId);
  expect(events.at(-1)).toMatchObject({
    action: "account.password_changed",
    outcome: "denied",
    reason: "credentials_wrong",
  });
});

test("a person sees their own name and vault", async () => {
  const person = await aPerson(world);
  const ctx = await aSignedInContext(world, (await aSession(world, person)).sessionSecret);
  expect(await getAccount(ctx)).toEqual({
    userId: person.userId,
    name: person.name,
    email: person.email,
    role: "owner",
    vault: { id: person.vaultId, name: `Vault of ${person.userId}` },
  });
});

test("the sweep removes what ended long ago and nothing that is in use", async () => {
  const person = await aPerson(world);
  const live = await aStoredSession(world, person.userId);
  const ended = await aStoredSession(world, person.userId, { revokedAt: ago(24) });
  await aStoredSession(world, person.userId, { revokedAt: ago(24 * 8) });
  await aStoredSession(world, person.userId, { lastSeenAt: ago(24 * 8) });
  await world.sql`insert into attempt_counters values ('sign_in:old', 0, 3, now() - interval '2 hours')`;
  await world.sql`insert into attempt_counters values ('sign_in:new', 0, 3, now())`;
  await world.sql`insert into setup_links values ('\\x01', now(), now() - interval '1 minute')`;
  await world.sql`
    insert into known_devices values ('\\x02', ${person.userId}, now(), now() - interval '366 days'),
      ('\\x03', ${person.userId}, now(), now())`;
  let limited = 0;
  while ((await forgetEnded(aSystemContext(world), 1)) > 0) limited++;
  expect(limited).toBeGreaterThan(1);
  const counted = await world.sql`
    select (select count(*)::int from sessions where user_id = ${person.userId}) as sessions,
      (select count(*)::int from attempt_counters where bucket in ('sign_in:old', 'sign_in:new')) as counters,
      (select count(*)::int from setup_links) as links,
      (select count(*)::int from known_devices where user_id = ${person.userId}) as devices`;
  expect(counted).toEqual([{ sessions: 2, counters: 1, links: 0, devices: 1 }]);
  expect([await isLive(live), await isLive(ended)]).toEqual([true, false]);
});
