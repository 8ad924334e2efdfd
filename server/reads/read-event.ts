import type { AuditEvent } from "#lib/audit-events.ts";
import type { Decision } from "../access/decide.ts";

type Subject = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: number;
};

/** The row of a secret's decision; one that was not found, or is of another vault, is known by its id only. */
export function readEvent(id: string, secret: Subject | null, decision: Decision): AuditEvent {
  return {
    action: decision.allowed ? "secret.read" : "secret.read_denied",
    outcome: decision.allowed ? "allowed" : "denied",
    reason: decision.allowed ? undefined : decision.reason,
    target: { kind: "secret", id, label: secret?.name ?? id },
    projectId: secret?.projectId,
    secretId: secret?.id,
    version: secret?.version,
  };
}
