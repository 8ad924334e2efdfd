import { and, eq, lt, sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { attemptCounters } from "../schema/users.ts";
import { someRows } from "./some-rows.ts";

export type Limit = { readonly bucket: string; readonly max: number; readonly windowSeconds: number };
export type Attempt = { readonly isWithin: boolean; readonly retryAfterSeconds: number };

const windowStart = (at: Date, windowSeconds: number) =>
  Math.floor(at.getTime() / 1000 / windowSeconds) * windowSeconds;

/**
 * Counts one attempt in the bucket's current window before anything is checked, in one statement: however many arrive at
 * once, `max` of them are within the limit. `retryAfterSeconds` is when the next window begins.
 */
export async function takeAttempt(db: Executor, limit: Limit, at: Date): Promise<Attempt> {
  const { bucket, max, windowSeconds } = limit;
  const start = windowStart(at, windowSeconds);
  const end = new Date((start + windowSeconds) * 1000);
  const counted = await db
    .insert(attemptCounters)
    .values({ bucket, windowStart: start, attempts: 1, expiresAt: end })
    .onConflictDoUpdate({
      target: [attemptCounters.bucket, attemptCounters.windowStart],
      set: { attempts: sql`${attemptCounters.attempts} + 1` },
      setWhere: lt(attemptCounters.attempts, max),
    })
    .returning({ attempts: attemptCounters.attempts });
  return {
    isWithin: counted.length === 1,
    retryAfterSeconds: Math.max(1, Math.ceil((end.getTime() - at.getTime()) / 1000)),
  };
}

/** Gives one attempt back, for one that turned out to be nobody's guess. */
export async function giveAttemptBack(db: Executor, limit: Limit, at: Date): Promise<void> {
  const start = windowStart(at, limit.windowSeconds);
  await db
    .update(attemptCounters)
    .set({ attempts: sql`greatest(${attemptCounters.attempts} - 1, 0)` })
    .where(and(eq(attemptCounters.bucket, limit.bucket), eq(attemptCounters.windowStart, start)));
}

/** Removes up to `limit` counters whose window has passed; returns how many. */
export async function forgetCounters(db: Executor, limit: number): Promise<number> {
  const isOver = sql`${attemptCounters.expiresAt} < clock_timestamp() - interval '1 hour'`;
  return (await db.delete(attemptCounters).where(someRows(attemptCounters, isOver, limit))).count;
}
