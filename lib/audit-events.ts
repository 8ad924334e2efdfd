/**
 * The one audit catalogue. An event is an action of this table with ids, labels and closed words in fixed columns;
 * there is no free-form field, so a value, a token or a hash of either has nowhere to go.
 */
export const AUDIT_ACTIONS = {
  "account.created": { title: "Owner account created", severity: "high" },
  "account.signed_in": { title: "Signed in", severity: "info" },
  "account.sign_in_refused": { title: "Sign-in refused", severity: "medium" },
  "account.signed_out": { title: "Signed out", severity: "info" },
  "account.password_changed": { title: "Password changed", severity: "high" },
  "account.session_revoked": { title: "Session revoked", severity: "medium" },
  "project.created": { title: "Project created", severity: "info" },
  "project.updated": { title: "Project changed", severity: "info" },
  "project.deleted": { title: "Project deleted", severity: "high" },
  "secret.created": { title: "Secret created", severity: "info" },
  "secret.version_written": { title: "New version written", severity: "info" },
  "secret.renamed": { title: "Secret renamed", severity: "info" },
  "secret.note_changed": { title: "Note changed", severity: "info" },
  "secret.rolled_back": { title: "Older version brought back", severity: "medium" },
  "secret.versions_compared": { title: "Versions compared", severity: "info" },
  "secret.revealed": { title: "Value revealed", severity: "medium" },
  "secret.deleted": { title: "Secret moved to trash", severity: "medium" },
  "secret.restored": { title: "Secret restored", severity: "medium" },
  "secret.purged": { title: "Secret removed for good", severity: "medium" },
  "secret.read": { title: "Secret read", severity: "info" },
  "secret.checked": { title: "Version checked, value not sent", severity: "info" },
  "secret.read_denied": { title: "Read denied", severity: "medium" },
  "secret.integrity_failed": { title: "Stored value failed its check", severity: "critical" },
  "secrets.polled": { title: "Changes asked for", severity: "info" },
  "secrets.listed": { title: "Names listed", severity: "info" },
  "projects.listed": { title: "Projects listed", severity: "info" },
  "project.access_checked": { title: "Project access checked", severity: "info" },
  "enrollment_token.created": { title: "Enrollment token made", severity: "medium" },
  "enrollment_token.used": { title: "Enrollment token used", severity: "info" },
  "enrollment_token.refused": { title: "Enrollment refused", severity: "medium" },
  "enrollment_token.revoked": { title: "Enrollment token revoked", severity: "high" },
  "enrollment_token.verified": { title: "Enrollment token checked", severity: "info" },
  "bootstrap_token.created": { title: "Bootstrap token made", severity: "medium" },
  "bootstrap_token.used": { title: "Bootstrap token used", severity: "info" },
  "bootstrap_token.refused": { title: "Registration refused", severity: "medium" },
  "bootstrap_token.revoked": { title: "Bootstrap token revoked", severity: "medium" },
  "enrollment_token.rotated": { title: "Enrollment token rotated", severity: "high" },
  "enrollment_token.rehearsed": { title: "Enrollment rehearsed, nothing taken", severity: "info" },
  "bundle.downloaded": { title: "Container bundle downloaded", severity: "high" },
  "bundle.refused": { title: "Ended bundle link tried again", severity: "high" },
  "bundle.expired": { title: "Container bundle never downloaded", severity: "medium" },
  "claim.created": { title: "Claim code made", severity: "medium" },
  "claim.used": { title: "Claim code used", severity: "info" },
  "claim.refused": { title: "Claim refused", severity: "medium" },
  "claim.reused": { title: "Spent claim code tried by another key", severity: "critical" },
  "claim.revoked": { title: "Claim code revoked", severity: "medium" },
  "vault.machine_quota_changed": { title: "Machine quota changed", severity: "medium" },
  "vault.backed_up": { title: "Backup taken", severity: "medium" },
  "vault.restored": { title: "Restored from a backup", severity: "critical" },
  "machine.provisioned": { title: "Container machine made", severity: "high" },
  "machine.registered": { title: "Machine waits for approval", severity: "medium" },
  "machine.approved": { title: "Machine approved", severity: "high" },
  "machine.denied": { title: "Machine denied", severity: "high" },
  "machine.replaced": { title: "Machine replaced by its host's new key", severity: "high" },
  "machine.project_attached": { title: "Machine attached to project", severity: "medium" },
  "machine.project_detached": { title: "Machine detached from project", severity: "medium" },
  "machine.secret_granted": { title: "Secret granted", severity: "medium" },
  "machine.secret_ungranted": { title: "Grant removed", severity: "medium" },
  "machine.access_revoked": { title: "All access revoked", severity: "high" },
  "machine.guardrails_changed": { title: "Guardrails changed", severity: "medium" },
  "machine.extended": { title: "Lifetime extended", severity: "medium" },
  "machine.extension_undone": { title: "Extension undone", severity: "medium" },
  "machine.enrolled": { title: "Machine enrolled", severity: "info" },
  "machine.renamed": { title: "Machine renamed", severity: "info" },
  "machine.disabled": { title: "Machine disabled", severity: "high" },
  "machine.enabled": { title: "Machine enabled", severity: "high" },
  "machine.expired": { title: "Machine expired", severity: "info" },
  "machine.deleted": { title: "Machine deleted", severity: "high" },
  "machine.request_denied": { title: "Request denied", severity: "medium" },
} as const satisfies Record<string, { title: string; severity: Severity }>;

export type Severity = "info" | "medium" | "high" | "critical";
export type AuditAction = keyof typeof AUDIT_ACTIONS;
export const AUDIT_ACTION_NAMES = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];

export const OUTCOMES = ["allowed", "denied", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ACTOR_KINDS = [
  "user",
  "machine",
  "enrollment_token",
  "bootstrap_token",
  "claim",
  "system",
  "anonymous",
] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const TARGET_KINDS = [
  "user",
  "session",
  "project",
  "secret",
  "enrollment_token",
  "bootstrap_token",
  "bundle",
  "claim",
  "machine",
  "vault",
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Why a decision went against the caller: `noun_state`. One vocabulary for checks, claims, log and audit. */
export const DENY_REASONS = {
  headers_malformed: "A signature header is missing or malformed",
  timestamp_out_of_window: "The clock of the caller is more than five minutes off",
  machine_unknown: "No such machine",
  signature_wrong: "The signature does not match the machine's key",
  nonce_replayed: "The request was sent before",
  machine_deleted: "The machine was deleted",
  machine_disabled: "The machine is disabled",
  machine_expired: "The machine has expired",
  machine_pending: "The machine waits for approval",
  guardrail_source: "The address is outside the machine's ranges",
  guardrail_hours: "The machine may not read at this hour",
  budget_exceeded: "The machine reads faster than its budget",
  project_not_linked: "The machine does not belong to the project",
  grant_missing: "The secret is not granted to the machine",
  secret_unknown: "No such secret",
  secret_deleted: "The secret was deleted",
  export_too_large: "The values are together too large for one answer",
  token_unknown: "No such enrollment token",
  token_revoked: "The enrollment token was revoked",
  token_expired: "The enrollment token has expired",
  token_exhausted: "The enrollment token has no uses left",
  bootstrap_unknown: "No such bootstrap token",
  bootstrap_revoked: "The bootstrap token was revoked",
  bootstrap_expired: "The bootstrap token has expired",
  bootstrap_used: "The bootstrap token was used before",
  bundle_unknown: "No such bundle link",
  bundle_used: "The bundle was downloaded before",
  bundle_expired: "The bundle link has expired",
  claim_unknown: "No such claim code",
  claim_revoked: "The claim code was revoked",
  claim_expired: "The claim code has expired",
  claim_used: "The claim code was used before",
  possession_unproven: "The key did not sign the claim",
  source_not_allowed: "The source address is outside the token's range",
  hostname_not_allowed: "The hostname does not match the token's pattern",
  name_not_allowed: "The machine name does not match the token's pattern",
  public_key_invalid: "The public key is not acceptable",
  public_key_known: "The public key is already registered",
  quota_reached: "The vault holds as many machines as it may",
  credentials_wrong: "E-mail or password is wrong",
  attempts_exceeded: "Too many attempts",
  integrity_failure: "The stored value does not decrypt",
} as const;

export type DenyReason = keyof typeof DENY_REASONS;

export type Target = { readonly kind: TargetKind; readonly id: string; readonly label: string };

/** What a verb hands to `recordEvent`; actor, address, time and request id come from its context. */
export type AuditEvent = {
  readonly action: AuditAction;
  readonly outcome: Outcome;
  readonly reason?: DenyReason | undefined;
  readonly target?: Target | undefined;
  /** For actors that belong to no vault, such as the system or a stranger; another actor's own vault always wins. */
  readonly vaultId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly secretId?: string | undefined;
  readonly machineId?: string | undefined;
  readonly tokenId?: string | undefined;
  /** Version of the secret that was written, read or revealed. */
  readonly version?: number | undefined;
};
