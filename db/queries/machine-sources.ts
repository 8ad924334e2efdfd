import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { auditEvents } from "../schema/audit-events.ts";

/** From where the machine's own newest events came, the newest first; an export has one for each of its secrets. */
export function listRecentSources(db: Executor, vaultId: string, machineId: string, limit: number) {
  return db
    .select({ at: auditEvents.at, sourceIp: sql<string>`audit_events.source_ip` })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.vaultId, vaultId),
        eq(auditEvents.machineId, machineId),
        sql`audit_events.actor_kind = 'machine' and audit_events.source_ip is not null`,
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(limit);
}

/**
 * Who downloaded the machine's bundle, and when; null when nobody has. A link ends minutes after its machine was made, so
 * that no more than the machine's first hour is searched, however much it has read since.
 */
export async function findBundleDownload(db: Executor, vaultId: string, machineId: string) {
  const [row] = await db
    .select({ at: auditEvents.at, sourceIp: auditEvents.sourceIp, by: auditEvents.actorLabel })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.vaultId, vaultId),
        eq(auditEvents.machineId, machineId),
        sql`audit_events.action = 'bundle.downloaded'`,
        sql`audit_events.at between (select created_at from machines where id = ${machineId}::uuid)
          and (select created_at + interval '1 hour' from machines where id = ${machineId}::uuid)`,
      ),
    )
    .limit(1);
  return row ?? null;
}
