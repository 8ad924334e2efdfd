import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";
import { projects } from "./projects.ts";
import { secrets } from "./secrets.ts";
import { users } from "./users.ts";
import { vaults } from "./vaults.ts";

/** A single-use code with which a container binds a key of its own. Only the SHA-256 of its plaintext is kept. */
export const claims = pgTable(
  "claims",
  {
    id: text("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    /** Name of the machine to come. */
    machineName: text("machine_name").notNull(),
    codeHash: bytes("code_hash").notNull(),
    /** Counted from the binding; null for a machine that does not expire. */
    machineLifetimeSeconds: integer("machine_lifetime_seconds"),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    machineId: uuid("machine_id"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("claims_code_hash").on(t.codeHash), index("claims_vault").on(t.vaultId, t.createdAt)],
);

export const claimProjects = pgTable(
  "claim_projects",
  {
    claimId: text("claim_id")
      .notNull()
      .references(() => claims.id, { onDelete: "cascade" }),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ name: "claim_projects_pk", columns: [t.claimId, t.projectId] }),
    index("claim_projects_project").on(t.projectId),
  ],
);

export const claimSecrets = pgTable(
  "claim_secrets",
  {
    claimId: text("claim_id")
      .notNull()
      .references(() => claims.id, { onDelete: "cascade" }),
    secretId: text("secret_id")
      .notNull()
      .references(() => secrets.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ name: "claim_secrets_pk", columns: [t.claimId, t.secretId] }),
    index("claim_secrets_secret").on(t.secretId),
  ],
);
