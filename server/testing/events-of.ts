import { and, asc, eq } from "drizzle-orm";
import { auditEvents } from "#db/schema/audit-events.ts";
import type { UserContext } from "../context.ts";

/** What the audit log of a vault holds, in the order it was written. */
export function eventsOf(ctx: UserContext, targetId?: string) {
  return ctx.db
    .select({
      action: auditEvents.action,
      outcome: auditEvents.outcome,
      reason: auditEvents.reason,
      actorKind: auditEvents.actorKind,
      actorId: auditEvents.actorId,
      targetId: auditEvents.targetId,
      label: auditEvents.targetLabel,
      projectId: auditEvents.projectId,
      secretId: auditEvents.secretId,
      version: auditEvents.version,
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.vaultId, ctx.actor.vaultId),
        targetId === undefined ? undefined : eq(auditEvents.targetId, targetId),
      ),
    )
    .orderBy(asc(auditEvents.id));
}
