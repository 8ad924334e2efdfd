import type { AuditAction, AuditEvent } from "#lib/audit-events.ts";

type EventSubject = { readonly id: string; readonly name: string; readonly tokenId: string | null };

/** An allowed act on a machine, as the audit log has it. */
export function machineEvent(action: AuditAction, { id, name, tokenId }: EventSubject): AuditEvent {
  return {
    action,
    outcome: "allowed",
    target: { kind: "machine", id, label: name },
    machineId: id,
    ...(tokenId === null ? {} : { tokenId }),
  };
}
