import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { ActorKind, AuditAction, DenyReason, Outcome, TargetKind } from "#lib/audit-events.ts";
import { instant } from "./columns.ts";

/**
 * Append only, by privilege and by trigger. No foreign keys: history outlives what it is about, and labels are as they
 * were at the time. The table is partitioned by the UTC month of `at`, which drizzle cannot say: see migration 0005.
 *
 * Every filter of the page has an index in page order, so no filter sorts or scans. A machine's read is written to six of
 * them; what would only repeat another one for nearly every row leaves reads out: `actor` (the machine index knows its own
 * deeds), `action` and `outcome` (the vault's index meets an allowed read at nearly every step).
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    /** From the sequence alone: the app's role may not name this column. No index but the pages' own needs it. */
    id: bigint("id", { mode: "bigint" }).notNull().default(sql`nextval('audit_events_id_seq')`),
    /** Null for what happens before a vault is known, such as a refused sign-in of a stranger. */
    vaultId: text("vault_id"),
    at: instant("at").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    reason: text("reason").$type<DenyReason>(),
    actorKind: text("actor_kind").$type<ActorKind>().notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    targetKind: text("target_kind").$type<TargetKind>(),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    projectId: text("project_id"),
    secretId: text("secret_id"),
    machineId: text("machine_id"),
    tokenId: text("token_id"),
    version: integer("version"),
    sourceIp: text("source_ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    // The action is the last column for filters and counts of reads, which are answered without the table.
    index("audit_events_vault").on(t.vaultId, t.at, t.id, t.action),
    index("audit_events_actor").on(t.vaultId, t.actorId, t.at, t.id).where(sql`actor_kind <> 'machine'`),
    index("audit_events_secret").on(t.vaultId, t.secretId, t.at, t.id).where(sql`secret_id is not null`),
    index("audit_events_machine").on(t.vaultId, t.machineId, t.at, t.id).where(sql`machine_id is not null`),
    index("audit_events_token").on(t.vaultId, t.tokenId, t.at, t.id).where(sql`token_id is not null`),
    index("audit_events_project").on(t.vaultId, t.projectId, t.at, t.id).where(sql`project_id is not null`),
    index("audit_events_action").on(t.vaultId, t.action, t.at, t.id).where(sql`action <> 'secret.read'`),
    index("audit_events_outcome").on(t.vaultId, t.outcome, t.at, t.id).where(sql`outcome <> 'allowed'`),
    // The last read of each grant: without it, a grant that was never used costs a walk through all the machine ever did.
    index("audit_events_machine_reads")
      .on(t.vaultId, t.machineId, t.secretId, t.at, t.id)
      .where(sql`action = 'secret.read'`),
  ],
);
