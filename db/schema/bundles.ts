import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";
import { machines } from "./machines.ts";
import { users } from "./users.ts";
import { vaults } from "./vaults.ts";

/**
 * A container's key until it is fetched: its seed, sealed under our hierarchy and a link secret that we do not keep. The row
 * goes with the download, the expiry or the machine, and the key with it.
 */
export const bundles = pgTable(
  "bundles",
  {
    id: text("id").primaryKey(),
    vaultId: text("vault_id")
      .notNull()
      .references(() => vaults.id),
    machineId: uuid("machine_id")
      .notNull()
      .references(() => machines.id, { onDelete: "cascade" }),
    /** SHA-256 of the link secret. */
    linkHash: bytes("link_hash").notNull(),
    sealed: bytes("sealed").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("bundles_machine").on(t.machineId), index("bundles_expiry").on(t.expiresAt)],
);

/** What a link was, after its bundle is gone: whoever tries it again is told nothing, and the vault's people are told. */
export const endedBundles = pgTable("ended_bundles", {
  id: text("id").primaryKey(),
  vaultId: text("vault_id")
    .notNull()
    .references(() => vaults.id),
  machineId: uuid("machine_id").notNull(),
  machineName: text("machine_name").notNull(),
  linkHash: bytes("link_hash").notNull(),
  endedAs: text("ended_as", { enum: ["downloaded", "expired"] }).notNull(),
  endedAt: instant("ended_at").notNull().defaultNow(),
});
