import type { DenyReason } from "#lib/audit-events.ts";

/** A check is a row: a reason, and when it denies. The array is the order. */
export type Check<Facts> = { readonly deny: DenyReason; readonly when: (facts: Facts) => boolean };

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: DenyReason };

/** The first row that denies decides; no row loads anything, reads a clock or has an effect. */
export function decide<Facts>(checks: readonly Check<Facts>[], facts: Facts): Decision {
  const hit = checks.find((check) => check.when(facts));
  return hit ? { allowed: false, reason: hit.deny } : { allowed: true };
}
