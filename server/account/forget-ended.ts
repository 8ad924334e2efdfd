import { forgetCounters } from "#db/queries/attempts.ts";
import { forgetUnusedDevices } from "#db/queries/known-devices.ts";
import { forgetEndedSessions } from "#db/queries/sessions.ts";
import { forgetExpiredSetupLinks } from "#db/queries/setup.ts";
import { DEVICE_LIFETIME_SECONDS, SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import type { Context, SystemActor } from "../context.ts";

/** Removes rows that nothing can use any more; none of them decides anything. Returns how many went. */
export async function forgetEnded(ctx: Context<SystemActor>): Promise<number> {
  const counts = [
    await forgetEndedSessions(ctx.db, SESSION_IDLE_SECONDS),
    await forgetCounters(ctx.db),
    await forgetUnusedDevices(ctx.db, DEVICE_LIFETIME_SECONDS),
    await forgetExpiredSetupLinks(ctx.db),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}
