import { sql } from "drizzle-orm";
import type { DisabledReason, MachineState } from "#lib/contract/machines.ts";

/**
 * What the machine's next request would be refused for, in the order of that decision and by the database's clock; for
 * statements in which `machines` is joined under its own name.
 */
export const machineState = sql<MachineState>`case
  when machines.disabled_at is not null then 'disabled'
  when machines.expires_at <= clock_timestamp() then 'expired'
  when machines.approved_at is null or machines.approved_at > clock_timestamp() then 'pending'
  else 'active' end`;

/** Why no person disabled it; a link that is over has been so since its instant, whenever the sweep comes by. */
export const disabledReason = sql<DisabledReason | null>`case
  when machines.disabled_reason = 'awaiting_download' and exists (
    select from bundles b where b.machine_id = machines.id and b.expires_at <= clock_timestamp())
  then 'never_downloaded' else machines.disabled_reason end`;
