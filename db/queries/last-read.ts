import { sql } from "drizzle-orm";
import { auditEvents } from "../schema/audit-events.ts";

/**
 * Allowed reads of the outer row's project or secret, the newest first; fragments of a select list, written out because
 * Drizzle drops table names there. The range of one id and the order by it leave the planner one index: with an equality it
 * may walk the whole vault's log by time, which for something that was never read is all of it.
 */
const readsOf = {
  project: sql`from audit_events e where e.vault_id = projects.vault_id
    and e.project_id between projects.id and projects.id and e.action = 'secret.read' and e.outcome = 'allowed'`,
  secret: sql`from audit_events e where e.vault_id = secrets.vault_id
    and e.secret_id between secrets.id and secrets.id and e.action = 'secret.read' and e.outcome = 'allowed'`,
};
const newest = {
  project: sql`order by e.project_id desc, e.at desc, e.id desc`,
  secret: sql`order by e.secret_id desc, e.at desc, e.id desc`,
};

/** When a machine last received the secret, or any secret of the project. */
export const lastReadAt = (subject: keyof typeof readsOf) =>
  sql<Date | null>`(select e.at ${readsOf[subject]} ${newest[subject]} limit 1)`.mapWith(auditEvents.at);

/** Reads of a secret in the last seven days, counted no further than `max`; a clock that stands still leaves older months out. */
export const recentReads = (max: number) =>
  sql<number>`(select count(*)::int from (select 1 ${readsOf.secret}
    and e.at > statement_timestamp() - interval '7 days' ${newest.secret} limit ${max}::int) counted)`;
