import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { bootstrapTokens } from "./bootstrap-tokens.ts";
import { claims } from "./claims.ts";
import { bytes, createdAt, instant } from "./columns.ts";
import { projects } from "./projects.ts";
import { secrets } from "./secrets.ts";
import { enrollmentTokens } from "./tokens.ts";
import { users } from "./users.ts";
import { vaults } from "./vaults.ts";

export const machines = pgTable(
  "machines",
  {
    id: uuid("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["ephemeral", "long_lived", "temporary", "container"] }).notNull(),
    /** Raw 32 bytes, vetted once at registration (security.md 2.9). */
    publicKey: bytes("public_key").notNull(),
    hostname: text("hostname").notNull(),
    sourceIp: text("source_ip").notNull(),
    enrollmentTokenId: text("enrollment_token_id").references(() => enrollmentTokens.id),
    bootstrapTokenId: text("bootstrap_token_id").references(() => bootstrapTokens.id),
    /** The claim code a container bound its own key with; a container without one came as a bundle. */
    claimId: text("claim_id").references(() => claims.id),
    /** The person who provisioned it; null for a machine that a token made. */
    ownerId: text("owner_id").references(() => users.id),
    /** What holds for every request of this machine beyond its grants; null for most. */
    guardrails: jsonb("guardrails").$type<Guardrails>(),
    /** The machine whose host registered again: approving this one hands its projects and grants over and removes it. */
    replacesMachineId: uuid("replaces_machine_id"),
    createdAt: createdAt(),
    approvedAt: instant("approved_at"),
    disabledAt: instant("disabled_at"),
    /** Null where a person disabled it; otherwise what it waits for or never got. */
    disabledReason: text("disabled_reason", { enum: ["awaiting_download", "never_downloaded"] }),
    expiresAt: instant("expires_at"),
    /** Set by the sweep when it records the expiry; reads fail from `expires_at` on without it. */
    expiredAt: instant("expired_at"),
  },
  (t) => [
    uniqueIndex("machines_public_key").on(t.publicKey),
    index("machines_vault").on(t.vaultId, t.createdAt, t.id),
    index("machines_token").on(t.enrollmentTokenId, t.createdAt),
    // What the sweep looks for: time over, not recorded yet. Machines that ended long ago are not in its way.
    index("machines_expiry").on(t.expiresAt).where(sql`expired_at is null`),
  ],
);

/** Every public key ever registered, kept after its machine is gone: a key is never accepted twice. */
export const publicKeys = pgTable("public_keys", {
  publicKey: bytes("public_key").primaryKey(),
  machineId: uuid("machine_id").notNull(),
  createdAt: createdAt(),
});

export const machineProjects = pgTable(
  "machine_projects",
  {
    machineId: uuid("machine_id")
      .notNull()
      .references(() => machines.id, { onDelete: "cascade" }),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "machine_projects_pk", columns: [t.machineId, t.projectId] }),
    index("machine_projects_project").on(t.projectId),
  ],
);

export const grants = pgTable(
  "grants",
  {
    machineId: uuid("machine_id")
      .notNull()
      .references(() => machines.id, { onDelete: "cascade" }),
    secretId: text("secret_id")
      .notNull()
      .references(() => secrets.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "grants_pk", columns: [t.machineId, t.secretId] }),
    index("grants_secret").on(t.secretId),
  ],
);

/** Each extension of a temporary machine; the newest that was not undone may be undone. */
export const machineExtensions = pgTable(
  "machine_extensions",
  {
    id: uuid("id").primaryKey(),
    machineId: uuid("machine_id")
      .notNull()
      .references(() => machines.id, { onDelete: "cascade" }),
    previousExpiresAt: instant("previous_expires_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    reason: text("reason").notNull(),
    createdAt: createdAt(),
    createdBy: text("created_by").notNull(),
    undoneAt: instant("undone_at"),
  },
  (t) => [index("machine_extensions_machine").on(t.machineId, t.createdAt)],
);

/** What a machine that polls was told to compare with before it ever read the secret (wire-protocol 3). */
export const watchBaselines = pgTable(
  "watch_baselines",
  {
    machineId: uuid("machine_id")
      .notNull()
      .references(() => machines.id, { onDelete: "cascade" }),
    secretId: text("secret_id")
      .notNull()
      .references(() => secrets.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "watch_baselines_pk", columns: [t.machineId, t.secretId] }),
    index("watch_baselines_secret").on(t.secretId),
  ],
);

/** A request's nonce, claimed once per machine; forgotten only after its timestamp is out of the window. */
export const requestNonces = pgTable(
  "request_nonces",
  {
    machineId: uuid("machine_id").notNull(),
    nonce: text("nonce").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "request_nonces_pk", columns: [t.machineId, t.nonce] }),
    index("request_nonces_expiry").on(t.expiresAt),
  ],
);

/** How many requests of a machine were let in during one second, on all processes together; only the busy ones have a row. */
export const requestBudgets = pgTable("request_budgets", {
  machineId: uuid("machine_id")
    .primaryKey()
    .references(() => machines.id, { onDelete: "cascade" }),
  second: instant("second").notNull(),
  requests: integer("requests").notNull(),
});

/** Timestamps at or before `refused_before` may have lost their nonces and are refused (security.md 3.4). */
export const nonceWatermark = pgTable("nonce_watermark", {
  id: text("id", { enum: ["watermark"] }).primaryKey(),
  refusedBefore: instant("refused_before").notNull(),
});
