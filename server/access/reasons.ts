import type { DenyReason } from "#lib/audit-events.ts";
import { AppError, type ErrorCode } from "#lib/errors.ts";

/**
 * Every reason and the public code it becomes. *Who you are* is one 401; *what you may see* is one 403, so an unknown
 * secret and a forbidden one look alike outside and differ in the audit log. No reason maps to 5xx: client caches serve
 * stale values on 503 (DESIGN D5).
 */
export const PUBLIC_CODES = {
  headers_malformed: "unauthenticated",
  timestamp_out_of_window: "unauthenticated",
  machine_unknown: "unauthenticated",
  signature_wrong: "unauthenticated",
  nonce_replayed: "unauthenticated",
  machine_deleted: "unauthenticated",
  machine_disabled: "unauthenticated",
  machine_expired: "unauthenticated",
  machine_pending: "access_denied",
  guardrail_source: "policy_denied_source",
  guardrail_hours: "policy_denied_hours",
  budget_exceeded: "read_budget_exceeded",
  project_not_linked: "access_denied",
  grant_missing: "access_denied",
  secret_unknown: "access_denied",
  secret_deleted: "secret_deleted",
  export_too_large: "export_too_large",
  token_unknown: "enrollment_token_unknown",
  token_revoked: "enrollment_token_revoked",
  token_expired: "enrollment_token_expired",
  token_exhausted: "enrollment_token_exhausted",
  bootstrap_unknown: "bootstrap_token_unknown",
  bootstrap_revoked: "bootstrap_token_ended",
  bootstrap_expired: "bootstrap_token_ended",
  bootstrap_used: "bootstrap_token_ended",
  bundle_unknown: "bundle_ended",
  bundle_used: "bundle_ended",
  bundle_expired: "bundle_ended",
  claim_unknown: "claim_unknown",
  claim_revoked: "claim_ended",
  claim_expired: "claim_ended",
  claim_used: "claim_ended",
  possession_unproven: "possession_unproven",
  source_not_allowed: "source_not_allowed",
  hostname_not_allowed: "hostname_not_allowed",
  name_not_allowed: "name_not_allowed",
  public_key_invalid: "invalid_public_key",
  public_key_known: "public_key_known",
  quota_reached: "quota_reached",
  credentials_wrong: "sign_in_failed",
  attempts_exceeded: "too_many_requests",
  integrity_failure: "internal",
} as const satisfies Record<DenyReason, ErrorCode>;

/** Why, for the log: the public code has forgotten it. `machineId` is who claimed to ask, where somebody did. */
export class Denial extends Error {
  override readonly name = "Denial";
  readonly reason: DenyReason;
  readonly machineId: string | undefined;

  constructor(reason: DenyReason, machineId?: string) {
    super(reason);
    this.reason = reason;
    this.machineId = machineId;
  }
}

export function denied(reason: DenyReason, machineId?: string): AppError {
  const cause = new Denial(reason, machineId);
  // A budget is of one second.
  return new AppError(
    PUBLIC_CODES[reason],
    reason === "budget_exceeded" ? { cause, retryAfterSeconds: 1 } : { cause },
  );
}
