import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";
import { projects } from "./projects.ts";
import { secrets } from "./secrets.ts";
import { vaults } from "./vaults.ts";

/** A multi-use enrollment token with its policy. Only the SHA-256 of its plaintext is kept. */
export const enrollmentTokens = pgTable(
  "enrollment_tokens",
  {
    id: text("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    name: text("name").notNull(),
    description: text("description").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    sourceCidr: text("source_cidr"),
    hostnamePattern: text("hostname_pattern"),
    namePattern: text("name_pattern"),
    machineLifetimeSeconds: integer("machine_lifetime_seconds").notNull(),
    maxUses: integer("max_uses").notNull(),
    uses: integer("uses").notNull().default(0),
    createdAt: createdAt(),
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    revokeReason: text("revoke_reason"),
    /** The token this one took over from when it was rotated. */
    replacesTokenId: text("replaces_token_id"),
  },
  (t) => [
    uniqueIndex("enrollment_tokens_hash").on(t.tokenHash),
    uniqueIndex("enrollment_tokens_vault_name").on(t.vaultId, t.name),
    index("enrollment_tokens_vault").on(t.vaultId, t.createdAt),
    check("enrollment_tokens_uses", sql`${t.uses} >= 0 and ${t.uses} <= ${t.maxUses}`),
  ],
);

export const enrollmentTokenProjects = pgTable(
  "enrollment_token_projects",
  {
    tokenId: text("token_id")
      .notNull()
      .references(() => enrollmentTokens.id, { onDelete: "cascade" }),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ name: "enrollment_token_projects_pk", columns: [t.tokenId, t.projectId] }),
    index("enrollment_token_projects_project").on(t.projectId),
  ],
);

export const enrollmentTokenSecrets = pgTable(
  "enrollment_token_secrets",
  {
    tokenId: text("token_id")
      .notNull()
      .references(() => enrollmentTokens.id, { onDelete: "cascade" }),
    secretId: text("secret_id")
      .notNull()
      .references(() => secrets.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ name: "enrollment_token_secrets_pk", columns: [t.tokenId, t.secretId] }),
    index("enrollment_token_secrets_secret").on(t.secretId),
  ],
);
