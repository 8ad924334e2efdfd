import { claimSweep } from "#db/queries/sweeps.ts";
import type { Context, SystemActor } from "../context.ts";
import { describeError } from "../log.ts";

/** A recurring piece of housekeeping; returns how many things it ended. */
export type Sweep = {
  readonly name: string;
  readonly run: (ctx: Context<SystemActor>) => Promise<number>;
};

// A little under the timer's minute, so that a turn is not lost to a timer that fires early.
const MIN_SECONDS_BETWEEN = 55;

/** Runs every sweep whose turn it is. One that fails is logged and does not hold up the others. */
export async function runSweeps(
  makeContext: () => Context<SystemActor>,
  sweeps: readonly Sweep[],
): Promise<void> {
  for (const { name, run } of sweeps) {
    const ctx = makeContext();
    try {
      if (!(await claimSweep(ctx.db, name, MIN_SECONDS_BETWEEN))) continue;
      const count = await run(ctx);
      if (count > 0) ctx.log.info("sweep", { reason: name, count, requestId: ctx.requestId });
    } catch (error) {
      ctx.log.error("sweep failed", { reason: name, error: describeError(error), requestId: ctx.requestId });
    }
  }
}
