import { ClientError } from "./client-error.ts";
import type { Sending } from "./sending.ts";

/** What every SikkerKey SDK waits, in milliseconds, before its second, third and fourth attempt (wire-protocol 1.2). */
export const RETRY_DELAYS_MS: readonly number[] = [1000, 2000, 4000];

/** Whether the same question may be answered a moment later. Refusals, wrong answers and certificates stay what they are. */
export function isWorthAnotherAttempt(error: unknown): boolean {
  if (!(error instanceof ClientError)) return false;
  return error.kind === "network" || error.kind === "timeout" || error.status === 429 || error.status === 503;
}

/** Runs `attempt` until it succeeds, fails for good, or the waits are used up; the last failure is thrown. */
export async function attemptAgain<Result>(
  { retryDelaysMs = [], signal, isBackground }: Sending,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !isWorthAnotherAttempt(error)) throw error;
      await pause(delayMs, signal, isBackground ?? false);
      if (signal?.aborted) throw error;
    }
  }
  return attempt();
}

function pause(delayMs: number, signal: AbortSignal | undefined, isBackground: boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    if (isBackground) timer.unref();
    signal?.addEventListener("abort", done);
  });
}
