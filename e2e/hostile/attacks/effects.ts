import { expect } from "vitest";
import type { RowChange } from "#db/testing/database-witness.ts";
import type { Effect } from "./attack.ts";

/** A refusal after the signature was good: the nonce is burnt, and why stands in the log. */
export const recorded = (action: string, reason: string | null, more: object = {}): Effect => ({
  request_nonces: [{}],
  audit_events: [{ action, outcome: reason === null ? "allowed" : "denied", reason, ...more }],
});

/** What a read leaves that was right in every way. */
export const aRead = recorded("secret.read", null);

/** A refused enrollment: the reason in the log and nothing taken. */
export const refusedEnrollment = (reason: string): Effect => ({
  audit_events: [{ action: "enrollment_token.refused", outcome: "denied", reason }],
});

/** Exactly these rows have come or changed, and none has gone. */
export function expectEffect(changes: readonly RowChange[], effect: Effect): void {
  const come: Record<string, unknown[]> = {};
  for (const { table, new: row } of changes) come[table] = [...(come[table] ?? []), row ?? "gone"];
  expect(come).toEqual(
    Object.fromEntries(
      Object.entries(effect).map(([table, rows]) => [table, rows.map((row) => expect.objectContaining(row))]),
    ),
  );
}
