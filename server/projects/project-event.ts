import type { AuditAction, AuditEvent } from "#lib/audit-events.ts";

/** An allowed act on a project; its label keeps the name after the project is gone. */
export function projectEvent(
  action: AuditAction,
  project: { readonly id: string; readonly name: string },
): AuditEvent {
  return {
    action,
    outcome: "allowed",
    target: { kind: "project", id: project.id, label: project.name },
    projectId: project.id,
  };
}
