import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { auditEvents } from "../schema/audit-events.ts";
import { endedBundles } from "../schema/bundles.ts";
import { machines } from "../schema/machines.ts";

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
 * When the machine's bundle was downloaded, and as far as the log still has it by whom and from where; null when nobody has.
 * The log is searched in the machine's first hour only, in which its link ended, however much it has read since.
 */
export async function findBundleDownload(db: Executor, vaultId: string, machineId: string) {
  const logged = db
    .select({ sourceIp: auditEvents.sourceIp, by: auditEvents.actorLabel })
    .from(auditEvents)
    .where(
      sql`audit_events.vault_id = machines.vault_id and audit_events.machine_id = machines.id::text
        and audit_events.action = 'bundle.downloaded'
        and audit_events.at between machines.created_at and machines.created_at + interval '1 hour'`,
    )
    .limit(1)
    .as("logged");
  const [row] = await db
    .select({ at: endedBundles.endedAt, sourceIp: logged.sourceIp, by: logged.by })
    .from(endedBundles)
    .innerJoin(machines, eq(machines.id, endedBundles.machineId))
    .leftJoinLateral(logged, sql`true`)
    .where(
      and(
        eq(endedBundles.machineId, machineId),
        eq(endedBundles.vaultId, vaultId),
        eq(endedBundles.endedAs, "downloaded"),
      ),
    );
  return row ?? null;
}
