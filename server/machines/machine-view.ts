import type { MachineOverview } from "#db/queries/machine-lists.ts";
import type { MachineView } from "#lib/contract/machines.ts";

export function machineView(machine: MachineOverview): MachineView {
  const { tokenId, tokenName, ownerId, ownerName } = machine;
  return {
    id: machine.id,
    name: machine.name,
    kind: machine.kind,
    state: machine.state,
    origin: machine.origin,
    disabledReason: machine.disabledReason,
    owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName },
    token: tokenId === null || tokenName === null ? null : { id: tokenId, name: tokenName },
    sourceIp: machine.sourceIp,
    hostname: machine.hostname,
    createdAt: machine.createdAt.toISOString(),
    expiresAt: machine.expiresAt?.toISOString() ?? null,
    lastSeenAt: machine.lastSeenAt?.toISOString() ?? null,
    lastSeenIp: machine.lastSeenIp,
    secretCount: machine.secretCount,
  };
}
