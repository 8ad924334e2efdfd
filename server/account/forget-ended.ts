import { forgetCounters } from "#db/queries/attempts.ts";
import { forgetUnusedDevices } from "#db/queries/known-devices.ts";
import { forgetEndedSessions } from "#db/queries/sessions.ts";
import { forgetExpiredSetupLinks } from "#db/queries/setup.ts";
import { DEVICE_LIFETIME_SECONDS, SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import type { Context, SystemActor } from "../context.ts";

/**
 * Sweep: removes up to `limit` rows of each kind that nothing can use any more; none of them decides anything. Returns how
 * many went, which is below `limit` only when nothing is left.
 */
export async function forgetEnded(ctx: Context<SystemActor>, limit: number): Promise<number> {
  const counts = [
    await forgetEndedSessions(ctx.db, SESSION_IDLE_SECONDS, limit),
    await forgetCounters(ctx.db, limit),
    await forgetUnusedDevices(ctx.db, DEVICE_LIFETIME_SECONDS, limit),
    await forgetExpiredSetupLinks(ctx.db),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}
