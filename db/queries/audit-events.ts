import type { Executor } from "../client.ts";
import type { auditEvents } from "../schema/audit-events.ts";
import { asSql, type Statement } from "../statement.ts";

export type NewEvent = Omit<typeof auditEvents.$inferInsert, "id" | "at">;

const INSERT = `
  insert into audit_events (vault_id, at, action, outcome, reason, actor_kind, actor_id, actor_label, target_kind,
    target_id, target_label, project_id, secret_id, machine_id, token_id, version, source_ip, user_agent, request_id)
  select "vaultId", clock_timestamp(), action, outcome, reason, "actorKind", "actorId", "actorLabel", "targetKind",
    "targetId", "targetLabel", "projectId", "secretId", "machineId", "tokenId", version, "sourceIp", "userAgent", "requestId"
  from json_to_recordset($1::text::json) as event ("vaultId" text, action text, outcome text,
    reason text, "actorKind" text, "actorId" text, "actorLabel" text, "targetKind" text, "targetId" text,
    "targetLabel" text, "projectId" text, "secretId" text, "machineId" text, "tokenId" text, version int,
    "sourceIp" text, "userAgent" text, "requestId" text)`;

/**
 * One statement whose text is the same for one row and for ten thousand, so that it is prepared once and no query is built
 * on the path of a read. The time is the database's.
 */
export function insertEventsStatement(events: readonly NewEvent[]): Statement {
  return { text: INSERT, values: [JSON.stringify(events)] };
}

export async function insertEvents(db: Executor, events: readonly NewEvent[]): Promise<void> {
  await db.execute(asSql(insertEventsStatement(events)));
}
