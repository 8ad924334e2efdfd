import type { Executor } from "#db/client.ts";
import { giveAttemptBack, type Limit, takeAttempt } from "#db/queries/attempts.ts";
import { AppError } from "#lib/errors.ts";

/** Counts one attempt against each limit in turn; the first that is full gives the seconds to wait, else null. */
export async function takeAttempts(db: Executor, limits: readonly Limit[], at: Date): Promise<number | null> {
  for (const limit of limits) {
    const { isWithin, retryAfterSeconds } = await takeAttempt(db, limit, at);
    if (!isWithin) return retryAfterSeconds;
  }
  return null;
}

export async function giveAttemptsBack(db: Executor, limits: readonly Limit[], at: Date): Promise<void> {
  for (const limit of limits) await giveAttemptBack(db, limit, at);
}

export function tooManyAttempts(retryAfterSeconds: number): AppError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return new AppError("too_many_requests", {
    message: `Too many attempts. Try again in ${wait}.`,
    retryAfterSeconds,
  });
}
