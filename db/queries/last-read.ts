import { sql } from "drizzle-orm";
import { auditEvents } from "../schema/audit-events.ts";

// Fragments of a select list, correlated with the outer table; written out because Drizzle drops table names there.
const readsOf = {
  project: sql`from audit_events e where e.vault_id = projects.vault_id and e.project_id = projects.id
    and e.action = 'secret.read' and e.outcome = 'allowed'`,
  secret: sql`from audit_events e where e.vault_id = secrets.vault_id and e.secret_id = secrets.id
    and e.action = 'secret.read' and e.outcome = 'allowed'`,
};

/** When a machine last received the secret, or any secret of the project: a walk down the audit log's index to one row. */
export const lastReadAt = (subject: keyof typeof readsOf) =>
  sql<Date | null>`(select e.at ${readsOf[subject]} order by e.at desc, e.id desc limit 1)`.mapWith(
    auditEvents.at,
  );

/** Reads of a secret in the last seven days, counted no further than `max`. */
export const recentReads = (max: number) =>
  sql<number>`(select count(*)::int from (select 1 ${readsOf.secret}
    and e.at > clock_timestamp() - interval '7 days' limit ${max}::int) counted)`;
