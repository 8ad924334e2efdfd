import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";
import { projects } from "./projects.ts";
import { vaults } from "./vaults.ts";

export const secrets = pgTable(
  "secrets",
  {
    id: text("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    name: text("name").notNull(),
    note: text("note").notNull(),
    kind: text("kind", { enum: ["single", "structured"] }).notNull(),
    /** Field names of the current version in their order; null for a single value. */
    fieldNames: text("field_names").array(),
    currentVersion: integer("current_version").notNull(),
    createdAt: createdAt(),
    createdBy: text("created_by").notNull(),
    /** In the trash since; its grants stay, so a machine that reads it learns *deleted* and not *denied*. */
    deletedAt: instant("deleted_at"),
    purgeAt: instant("purge_at"),
  },
  (t) => [
    uniqueIndex("secrets_project_name").on(t.projectId, t.name).where(sql`deleted_at is null`),
    index("secrets_vault").on(t.vaultId),
    index("secrets_purge").on(t.purgeAt).where(sql`purge_at is not null`),
  ],
);

/** The environment variables of a project's live secrets. Its key makes a collision impossible, however raced. */
export const secretVariables = pgTable(
  "secret_variables",
  {
    projectId: text("project_id").notNull(),
    variable: text("variable").notNull(),
    secretId: text("secret_id")
      .notNull()
      .references(() => secrets.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ name: "secret_variables_pk", columns: [t.projectId, t.variable] }),
    index("secret_variables_secret").on(t.secretId),
  ],
);

/** Append only: a version is written, never updated. */
export const secretVersions = pgTable(
  "secret_versions",
  {
    secretId: text("secret_id").notNull(),
    version: integer("version").notNull(),
    sealedValue: bytes("sealed_value").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    fieldNames: text("field_names").array(),
    createdAt: createdAt(),
    createdBy: text("created_by").notNull(),
    /** The version whose value this one brought back; null for a value somebody wrote. */
    restoredFrom: integer("restored_from"),
  },
  (t) => [
    primaryKey({ name: "secret_versions_pk", columns: [t.secretId, t.version] }),
    foreignKey({
      name: "secret_versions_secret",
      columns: [t.secretId],
      foreignColumns: [secrets.id],
    }).onDelete("cascade"),
  ],
);
