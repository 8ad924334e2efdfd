import type { AuditAction, AuditEvent } from "#lib/audit-events.ts";

type EventSubject = { readonly id: string; readonly machineId: string; readonly machineName: string };

/** What became of a bundle, under the name that its machine had then. */
export function bundleEvent(
  action: AuditAction & `bundle.${string}`,
  { id, machineId, machineName }: EventSubject,
): AuditEvent {
  return { action, outcome: "allowed", target: { kind: "bundle", id, label: machineName }, machineId };
}
