import type { EndedSession } from "#db/queries/sessions.ts";
import type { AuditEvent } from "#lib/audit-events.ts";

/** The event of one session that its owner ended; the label is where it was opened from. */
export const sessionRevoked = ({ id, sourceIp }: EndedSession): AuditEvent => ({
  action: "account.session_revoked",
  outcome: "allowed",
  target: { kind: "session", id, label: sourceIp },
});
