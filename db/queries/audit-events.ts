import type { Executor } from "../client.ts";
import type { auditEvents } from "../schema/audit-events.ts";
import { asSql, type Statement } from "../statement.ts";

export type NewEvent = Omit<typeof auditEvents.$inferInsert, "id" | "at">;
type Field = keyof NewEvent;

const COLUMNS: Readonly<Record<Field, string>> = {
  vaultId: "vault_id",
  action: "action",
  outcome: "outcome",
  reason: "reason",
  actorKind: "actor_kind",
  actorId: "actor_id",
  actorLabel: "actor_label",
  targetKind: "target_kind",
  targetId: "target_id",
  targetLabel: "target_label",
  projectId: "project_id",
  secretId: "secret_id",
  machineId: "machine_id",
  tokenId: "token_id",
  version: "version",
  sourceIp: "source_ip",
  userAgent: "user_agent",
  requestId: "request_id",
};
const FIELDS = Object.keys(COLUMNS) as Field[];
const RECORD = FIELDS.map((field) => `"${field}" ${field === "version" ? "int" : "text"}`).join(", ");

/** The time is the database's, and each row's own. */
const insertSelect = (value: (field: Field) => string, source: string) => `
  insert into audit_events (at, ${Object.values(COLUMNS).join(", ")})
  select clock_timestamp(), ${FIELDS.map(value).join(", ")} from ${source}`;

const INSERT = insertSelect(
  (field) => `event."${field}"`,
  `json_to_recordset($1::text::json) as event (${RECORD})`,
);
const INSERT_ALIKE = insertSelect(
  (field) => `coalesce(own."${field}", shared."${field}")`,
  `json_to_record($1::text::json) as shared (${RECORD}), json_to_recordset($2::text::json) as own (${RECORD})`,
);
/** Reading JSON is most of what a row costs without its indexes. With fewer rows there is too little to save. */
const ALIKE_FROM = 16;

/**
 * One statement for any number of rows, in their order. There are two texts, so that both are prepared once and no query is built
 * on the path of a read: in one of them what all rows share is said once, as in the rows of an export.
 */
export function insertEventsStatement(
  events: readonly NewEvent[],
): Statement & { readonly values: readonly string[] } {
  if (events.length < ALIKE_FROM) return { text: INSERT, values: [JSON.stringify(events)] };
  const shared: Partial<Record<Field, unknown>> = {};
  const own: Field[] = [];
  for (const field of FIELDS) {
    const first = events[0]?.[field] ?? null;
    if (events.every((event) => (event[field] ?? null) === first)) shared[field] = first;
    else own.push(field);
  }
  return { text: INSERT_ALIKE, values: [JSON.stringify(shared), JSON.stringify(events, own)] };
}

export async function insertEvents(db: Executor, events: readonly NewEvent[]): Promise<void> {
  await db.execute(asSql(insertEventsStatement(events)));
}
