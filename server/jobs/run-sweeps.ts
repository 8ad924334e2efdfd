import { claimSweep } from "#db/queries/sweeps.ts";
import type { Context, SystemActor } from "../context.ts";
import { describeError } from "../log.ts";

/** A recurring piece of housekeeping, in pieces that are short enough to stand beside reads. */
export type Sweep = {
  readonly name: string;
  /** How many things one piece of it ends at most. */
  readonly chunk: number;
  /** Ends up to `limit` things and returns how many; it is called again for as long as it finds that many. */
  readonly run: (ctx: Context<SystemActor>, limit: number) => Promise<number>;
};

// A little under the timer's minute, so that a turn is not lost to a timer that fires early.
const MIN_SECONDS_BETWEEN = 55;
// Between two chunks the disk and the pool belong to the reads.
const BREATH_MS = 25;

/**
 * Runs every sweep whose turn it is, each to its end: a backlog of any size is gone within one turn, unless `isStopped` says
 * to leave it after the chunk under way. One that fails is logged and does not hold up the others.
 */
export async function runSweeps(
  makeContext: () => Context<SystemActor>,
  sweeps: readonly Sweep[],
  isStopped = () => false,
): Promise<void> {
  for (const sweep of sweeps) {
    const { name } = sweep;
    if (isStopped()) return;
    const ctx = makeContext();
    try {
      if (!(await claimSweep(ctx.db, name, MIN_SECONDS_BETWEEN))) continue;
      const count = await runToEnd(sweep, ctx, isStopped);
      if (count > 0) ctx.log.info("sweep", { reason: name, count, requestId: ctx.requestId });
    } catch (error) {
      ctx.log.error("sweep failed", { reason: name, error: describeError(error), requestId: ctx.requestId });
    }
  }
}

async function runToEnd(
  { chunk, run }: Sweep,
  ctx: Context<SystemActor>,
  isStopped: () => boolean,
): Promise<number> {
  for (let total = 0; ; await breathe()) {
    const count = await run(ctx, chunk);
    total += count;
    if (count < chunk || isStopped()) return total;
  }
}

const breathe = () => new Promise((resolve) => setTimeout(resolve, BREATH_MS));
