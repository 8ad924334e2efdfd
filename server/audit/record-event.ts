import type { Transaction } from "#db/client.ts";
import { insertEvents, type NewEvent } from "#db/queries/audit-events.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { Actor, Context } from "../context.ts";

/** The event as a row: who, from where and under which request come from its context. */
export function eventRow(ctx: Context, event: AuditEvent): NewEvent {
  const { actor } = ctx;
  const { actorKind, actorId, actorLabel } = describeActor(actor);
  return {
    vaultId: "vaultId" in actor ? actor.vaultId : (event.vaultId ?? null),
    actorKind,
    actorId,
    actorLabel,
    action: event.action,
    outcome: event.outcome,
    reason: event.reason ?? null,
    targetKind: event.target?.kind ?? null,
    targetId: event.target?.id ?? null,
    targetLabel: event.target?.label ?? null,
    projectId: event.projectId ?? null,
    secretId: event.secretId ?? null,
    machineId: event.machineId ?? (actor.kind === "machine" ? actor.machineId : null),
    tokenId: event.tokenId ?? ("tokenId" in actor ? actor.tokenId : null),
    version: event.version ?? null,
    sourceIp: ctx.sourceIp,
    userAgent: ctx.userAgent?.slice(0, 256) ?? null,
    requestId: ctx.requestId,
  };
}

/** Writes the rows in the caller's transaction: what they record and the record itself commit together or not at all. */
export async function recordEvents(
  tx: Transaction,
  ctx: Context,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await insertEvents(
    tx,
    events.map((event) => eventRow(ctx, event)),
  );
}

export function recordEvent(tx: Transaction, ctx: Context, event: AuditEvent): Promise<void> {
  return recordEvents(tx, ctx, [event]);
}

function describeActor(actor: Actor) {
  switch (actor.kind) {
    case "user":
      return { actorKind: actor.kind, actorId: actor.userId, actorLabel: actor.name };
    case "machine":
      return { actorKind: actor.kind, actorId: actor.machineId, actorLabel: actor.name };
    case "enrollment_token":
    case "bootstrap_token":
      return { actorKind: actor.kind, actorId: actor.tokenId, actorLabel: actor.name };
    case "claim":
      return { actorKind: actor.kind, actorId: actor.claimId, actorLabel: actor.name };
    case "system":
      return { actorKind: actor.kind, actorId: null, actorLabel: "SikkerKey" };
    case "anonymous":
      return { actorKind: actor.kind, actorId: null, actorLabel: "Unknown" };
  }
}
