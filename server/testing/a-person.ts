import { eq } from "drizzle-orm";
import { sessions, users } from "#db/schema/users.ts";
import type { TestDatabase } from "#db/testing/test-database.ts";
import { signIn } from "../account/sign-in.ts";
import { findActorBySecret } from "../auth/session.ts";
import type { UserContext } from "../context.ts";
import { hashToken, randomSecret } from "../crypto/opaque-token.ts";
import { hashPassword } from "../crypto/password.ts";
import { aContext, aUserContext } from "./fixtures.ts";

export const PASSWORD = "correct horse battery staple";

let hash: Promise<string> | undefined;
const passwordHash = () => (hash ??= hashPassword(PASSWORD, "known"));

/** An owner of a vault of their own who can sign in with `PASSWORD`. */
export async function aPerson(world: Pick<TestDatabase, "db">) {
  const owner = await aUserContext(world);
  const { userId, email } = owner.actor;
  await world.db
    .update(users)
    .set({ passwordHash: await passwordHash() })
    .where(eq(users.id, userId));
  return { ...owner.actor, email, userId };
}

export type Person = Awaited<ReturnType<typeof aPerson>>;

/** Signs the person in from an address of its own, so that no test uses up another's attempts. */
export async function aSession(world: Pick<TestDatabase, "db">, person: Person, password = PASSWORD) {
  const ctx = { ...aContext(world), sourceIp: anAddress() };
  return signIn(ctx, { email: person.email, password, deviceSecret: null });
}

/** The context of a request that carries the session's cookie; fails when the session has ended. */
export async function aSignedInContext(
  world: Pick<TestDatabase, "db">,
  sessionSecret: string,
): Promise<UserContext> {
  const actor = await findActorBySecret(world.db, sessionSecret);
  if (actor === null) throw new Error("The session has ended");
  return { ...aContext(world), actor };
}

/** A session row in any state, without signing in. */
export async function aStoredSession(
  world: Pick<TestDatabase, "db">,
  userId: string,
  state: Partial<typeof sessions.$inferInsert> = {},
): Promise<string> {
  const secret = randomSecret();
  await world.db.insert(sessions).values({
    secretHash: hashToken(secret),
    id: crypto.randomUUID(),
    userId,
    expiresAt: new Date(Date.now() + 3_600_000),
    sourceIp: "192.0.2.1",
    userAgent: "test",
    ...state,
  });
  return secret;
}

let addresses = 0;
export function anAddress(): string {
  addresses += 1;
  return `10.9.${addresses >> 8}.${addresses & 255}`;
}

/** The audit rows about a person, oldest first. */
export function eventsOf(world: Pick<TestDatabase, "ownerSql">, vaultId: string) {
  return world.ownerSql<
    { action: string; outcome: string; reason: string | null; actor_kind: string; source_ip: string }[]
  >`
    select action, outcome, reason, actor_kind, source_ip from audit_events where vault_id = ${vaultId} order by id`;
}
