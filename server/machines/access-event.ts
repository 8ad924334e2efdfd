import type { GrantedSecret } from "#db/queries/machine-access.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { machineEvent } from "./machine-event.ts";

type Holder = { readonly id: string; readonly name: string; readonly tokenId: string | null };

/** One grant that was given or taken, about the secret: the machine stands beside it. */
export function grantEvent(
  action: "machine.secret_granted" | "machine.secret_ungranted",
  machine: Holder,
  { id, name, projectId }: GrantedSecret,
): AuditEvent {
  const target = { kind: "secret", id, label: name } as const;
  return { ...machineEvent(action, machine), target, projectId, secretId: id };
}

export function projectEvent(
  action: "machine.project_attached" | "machine.project_detached",
  machine: Holder,
  projectId: string,
): AuditEvent {
  return { ...machineEvent(action, machine), projectId };
}
