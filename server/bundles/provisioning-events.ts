import type { AuditEvent } from "#lib/audit-events.ts";

type Named = { readonly id: string; readonly name: string };

/** What provisioning gave, each as a row of its own: the machine, its project, and every secret that it may read. */
export function provisioningEvents(
  machine: Named,
  projectId: string,
  secrets: readonly Named[],
): readonly AuditEvent[] {
  const target = { kind: "machine", id: machine.id, label: machine.name } as const;
  const made = { outcome: "allowed", target, machineId: machine.id } as const;
  return [
    { ...made, action: "machine.provisioned" },
    { ...made, action: "machine.project_attached", projectId },
    ...secrets.map(
      ({ id, name }): AuditEvent => ({
        ...{ ...made, action: "machine.secret_granted", projectId, secretId: id },
        target: { kind: "secret", id, label: name },
      }),
    ),
  ];
}
