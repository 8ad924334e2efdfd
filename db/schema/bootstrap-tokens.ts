import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { bytes, createdAt, instant } from "./columns.ts";
import { vaults } from "./vaults.ts";

/** A single-use token that registers one machine, which a person then approves. Only the SHA-256 of its plaintext is kept. */
export const bootstrapTokens = pgTable(
  "bootstrap_tokens",
  {
    id: text("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    kind: text("kind", { enum: ["long_lived", "temporary"] }).notNull(),
    /** Name of the machine to come; null takes its hostname. */
    machineName: text("machine_name"),
    description: text("description").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    /** Of a temporary machine, counted from its approval; null for a long-lived one. */
    machineLifetimeSeconds: integer("machine_lifetime_seconds"),
    guardrails: jsonb("guardrails").$type<Guardrails>(),
    createdAt: createdAt(),
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    machineId: uuid("machine_id"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    uniqueIndex("bootstrap_tokens_hash").on(t.tokenHash),
    index("bootstrap_tokens_vault").on(t.vaultId, t.createdAt),
  ],
);
