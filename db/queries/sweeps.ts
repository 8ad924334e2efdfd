import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { sweeps } from "../schema/sweeps.ts";

/** Takes this turn of a job, or returns false when some process began it less than `seconds` ago. One statement decides. */
export async function claimSweep(db: Executor, name: string, seconds: number): Promise<boolean> {
  const claimed = await db
    .insert(sweeps)
    .values({ name, beganAt: sql`clock_timestamp()` })
    .onConflictDoUpdate({
      target: sweeps.name,
      set: { beganAt: sql`clock_timestamp()` },
      setWhere: sql`${sweeps.beganAt} < clock_timestamp() - make_interval(secs => ${seconds})`,
    })
    .returning({ name: sweeps.name });
  return claimed.length === 1;
}
