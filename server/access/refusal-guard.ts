import type { DenyReason } from "#lib/audit-events.ts";
import { RecentMap } from "./recent-map.ts";

export const REFUSALS_PER_MINUTE = 60;
const MAX_KEYS = 10_000;

type Window = { readonly startedAt: number; readonly count: number };

/**
 * Whether one more refusal becomes a row. Whoever keeps a revoked token or the key of a disabled machine could otherwise
 * write to the log for as long as they like; a flood is seen from its first rows. Each reason counts for itself, so that a
 * flood of one does not hide another. In memory, because a row to count in would make the refused queue for it.
 */
export function makeRefusalGuard({ limit = REFUSALS_PER_MINUTE, windowMs = 60_000 } = {}) {
  const windows = new RecentMap<Window>(MAX_KEYS);
  return function mayRecord(subjectId: string, reason: DenyReason | "rehearsed", now: Date): boolean {
    const [key, at] = [`${subjectId} ${reason}`, now.getTime()];
    const open = windows.get(key);
    const isOver = open === undefined || at < open.startedAt || at >= open.startedAt + windowMs;
    const { startedAt, count } = isOver ? { startedAt: at, count: 0 } : open;
    windows.set(key, { startedAt, count: count + 1 });
    return count < limit;
  };
}

export const mayRecordRefusal = makeRefusalGuard();
/** Counted apart, so that no number of rehearsals hides a real refusal. Those that were allowed are bounded like the rest. */
export const mayRecordRehearsal = makeRefusalGuard();
