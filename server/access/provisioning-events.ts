import type { AuditEvent } from "#lib/audit-events.ts";

type Named = { readonly id: string; readonly name: string };
type Given = {
  readonly projectIds: readonly string[];
  readonly secrets: readonly (Named & { readonly projectId: string })[];
};

/** What a container's machine was given, each as a row of its own: itself, its projects, and every secret that it may read. */
export function provisioningEvents(machine: Named, { projectIds, secrets }: Given): readonly AuditEvent[] {
  const target = { kind: "machine", id: machine.id, label: machine.name } as const;
  const made = { outcome: "allowed", target, machineId: machine.id } as const;
  return [
    { ...made, action: "machine.provisioned" },
    ...projectIds.map(
      (projectId): AuditEvent => ({ ...made, action: "machine.project_attached", projectId }),
    ),
    ...secrets.map(
      ({ id, name, projectId }): AuditEvent => ({
        ...{ ...made, action: "machine.secret_granted", projectId, secretId: id },
        target: { kind: "secret", id, label: name },
      }),
    ),
  ];
}
