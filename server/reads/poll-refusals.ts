import type { DenyReason } from "#lib/audit-events.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { makeRefusalGuard, mayRecordRefusal } from "../access/refusal-guard.ts";

// A watcher asks four times a minute for as long as it runs, also for what was taken from it.
const mayRepeat = makeRefusalGuard({ limit: 1, windowMs: 3_600_000 });

/**
 * Which refused ids of one poll become rows: each once an hour and reason, and no more in a minute than of any other refusal.
 * Asked twice within a request it says the same, because a transaction may run again.
 */
export function pollRefusals({ actor, now }: MachineContext): (id: string, reason: DenyReason) => boolean {
  const said = new Map<string, boolean>();
  return (id, reason) => {
    const key = `${id} ${reason}`;
    const isRow =
      said.get(key) ??
      (mayRepeat(`${actor.machineId} ${id}`, reason, now) && mayRecordRefusal(actor.machineId, reason, now));
    said.set(key, isRow);
    return isRow;
  };
}
