import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";
import { users } from "./users.ts";

/** The tenant: everything but people belongs to exactly one vault. */
export const vaults = pgTable("vaults", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** How many live machines it may hold; null takes the product's limit (`lib/quotas.ts`). */
  maxMachines: integer("max_machines"),
  createdAt: createdAt(),
});

export const members = pgTable(
  "members",
  {
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["owner"] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "members_pk", columns: [t.vaultId, t.userId] }),
    index("members_user").on(t.userId),
  ],
);

/** Vault keys, wrapped by the root key. One is active; the others still decrypt. */
export const vaultKeys = pgTable(
  "vault_keys",
  {
    id: uuid("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    wrappedKey: bytes("wrapped_key").notNull(),
    isActive: boolean("is_active").notNull(),
    createdAt: createdAt(),
    retiredAt: instant("retired_at"),
  },
  (t) => [index("vault_keys_vault").on(t.vaultId)],
);

/** One row per instance-wide sealed record; `root_check` proves at start that the root key is the right one. */
export const instanceKeys = pgTable(
  "instance_keys",
  {
    purpose: text("purpose", { enum: ["root_check"] }).notNull(),
    sealed: bytes("sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("instance_keys_purpose").on(t.purpose)],
);
