import type { Context, SystemActor } from "../context.ts";
import { runSweeps, type Sweep } from "./run-sweeps.ts";

const FIRST_AFTER_MS = 2_000;
const EVERY_MS = 60_000;

/** Sweeps soon after the start and then every minute, never two at a time. The stop waits for the chunk under way. */
export function startJobs(
  makeContext: () => Context<SystemActor>,
  sweeps: readonly Sweep[],
  firstAfterMs = FIRST_AFTER_MS,
): () => Promise<void> {
  let underWay = Promise.resolve();
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const schedule = (ms: number) => {
    timer = setTimeout(() => {
      underWay = runSweeps(makeContext, sweeps, () => isStopped).then(() => {
        if (!isStopped) schedule(EVERY_MS);
      });
    }, ms);
    timer.unref();
  };
  schedule(firstAfterMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return underWay;
  };
}
