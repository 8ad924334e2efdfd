import type { DenyReason } from "#lib/audit-events.ts";

/** What was decided about a request, and recorded in the same transaction. */
export type Verdict<T> =
  | { readonly allowed: true; readonly release: T }
  | { readonly allowed: false; readonly reason: DenyReason };
