import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { sessions, users } from "../schema/users.ts";
import { members } from "../schema/vaults.ts";
import { someRows } from "./some-rows.ts";

const seconds = (count: number) => sql`make_interval(secs => ${count}::int)`;
const now = sql`clock_timestamp()`;

/** Not expired, not idle: by the database's clock, the only one that all processes share. */
const isInTime = (idleSeconds: number) =>
  and(gt(sessions.expiresAt, now), gt(sessions.lastSeenAt, sql`${now} - ${seconds(idleSeconds)}`));

const isLive = (idleSeconds: number) => and(isNull(sessions.revokedAt), isInTime(idleSeconds));

/** The live session of a secret with its user and the vault they belong to, or null. */
export async function findLiveSession(db: Executor, secretHash: Uint8Array, idleSeconds: number) {
  const [row] = await db
    .select({
      sessionId: sessions.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: members.role,
      vaultId: members.vaultId,
      isDueForTouch: sql<boolean>`${sessions.lastSeenAt} < ${now} - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(members, eq(members.userId, users.id))
    .where(and(eq(sessions.secretHash, secretHash), isLive(idleSeconds)))
    .limit(1);
  return row ?? null;
}

export async function touchSession(db: Executor, secretHash: Uint8Array): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.secretHash, secretHash));
}

export type NewSession = {
  readonly secretHash: Uint8Array;
  readonly id: string;
  readonly userId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly lifetimeSeconds: number;
};

export async function insertSession(tx: Transaction, session: NewSession): Promise<void> {
  const { lifetimeSeconds, ...row } = session;
  await tx.insert(sessions).values({
    ...row,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sql`${now} + ${seconds(lifetimeSeconds)}`,
  });
}

/** Live sessions of a user, the newest first. */
export function listLiveSessions(db: Executor, userId: string, idleSeconds: number) {
  return db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      sourceIp: sessions.sourceIp,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive(idleSeconds)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
}

export type EndedSession = { readonly id: string; readonly sourceIp: string };

/** Ends one session of the user; null when it had ended already or is not theirs. */
export async function endSession(
  tx: Transaction,
  userId: string,
  sessionId: string,
): Promise<EndedSession | null> {
  const [ended] = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id, sourceIp: sessions.sourceIp });
  return ended ?? null;
}

/** Ends every session of the user but one; returns those that still worked. */
export async function endOtherSessions(
  tx: Transaction,
  userId: string,
  keepId: string,
  idleSeconds: number,
): Promise<EndedSession[]> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keepId), isNull(sessions.revokedAt)))
    .returning({
      id: sessions.id,
      sourceIp: sessions.sourceIp,
      hadWorked: sql<boolean>`${isInTime(idleSeconds)}`,
    });
  return ended.filter(({ hadWorked }) => hadWorked).map(({ id, sourceIp }) => ({ id, sourceIp }));
}

/** Removes up to `limit` sessions that ended more than a week ago; the audit log keeps their history. */
export async function forgetEndedSessions(db: Executor, idleSeconds: number, limit: number): Promise<number> {
  const endedAt = sql`least(${sessions.expiresAt}, ${sessions.revokedAt}, ${sessions.lastSeenAt} + ${seconds(idleSeconds)})`;
  const isOver = sql`${endedAt} < ${now} - interval '7 days'`;
  return (await db.delete(sessions).where(someRows(sessions, isOver, limit))).count;
}
