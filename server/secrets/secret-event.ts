import type { AuditAction, AuditEvent } from "#lib/audit-events.ts";

export type EventSubject = { readonly id: string; readonly name: string; readonly projectId: string };

/** An allowed act on a secret, as the audit log has it. */
export function secretEvent(action: AuditAction, secret: EventSubject, version?: number): AuditEvent {
  return {
    action,
    outcome: "allowed",
    target: { kind: "secret", id: secret.id, label: secret.name },
    projectId: secret.projectId,
    secretId: secret.id,
    ...(version === undefined ? {} : { version }),
  };
}
