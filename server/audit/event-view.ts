import type { EventRow } from "#db/queries/event-pages.ts";
import type { EventView } from "#lib/contract/audit.ts";

/** A row as it leaves the server; names beside ids are today's, labels are those of the time. */
export function eventView(row: EventRow): EventView {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name });
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome,
    reason: row.reason,
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel },
    target:
      row.targetKind === null || row.targetId === null
        ? null
        : { kind: row.targetKind, id: row.targetId, label: row.targetLabel ?? row.targetId },
    project: named(row.projectId, row.projectName),
    token: named(row.tokenId, row.tokenName),
    machine: named(row.machineId, row.machineName),
    version: row.version,
    sourceIp: row.sourceIp,
    userAgent: row.userAgent,
    requestId: row.requestId,
  };
}
