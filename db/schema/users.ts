import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, createdAt, instant } from "./columns.ts";

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    /** Canonical form (lower-case): the only form that is stored, counted or compared. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("users_email").on(t.email)],
);

/** The first owner claims the instance by inserting the only row this table can hold. */
export const instanceOwner = pgTable(
  "instance_owner",
  {
    isClaimed: boolean("is_claimed").primaryKey().default(true),
    userId: text("user_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [check("instance_owner_single", sql`${t.isClaimed}`)],
);

/** Set-up links of this start; a new start ends the older ones. */
export const setupLinks = pgTable("setup_links", {
  secretHash: bytes("secret_hash").primaryKey(),
  createdAt: createdAt(),
  expiresAt: instant("expires_at").notNull(),
});

/** A row is a session; deleting or revoking it ends it at once. The cookie holds a secret whose SHA-256 is the key. */
export const sessions = pgTable(
  "sessions",
  {
    secretHash: bytes("secret_hash").primaryKey(),
    /** A label for the list and the audit log; never accepted as a credential. */
    id: text("id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    sourceIp: text("source_ip").notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (t) => [uniqueIndex("sessions_id").on(t.id), index("sessions_user").on(t.userId, t.createdAt)],
);

/** Browsers that have signed in before keep their own attempt counter (security.md 3.5). */
export const knownDevices = pgTable(
  "known_devices",
  {
    secretHash: bytes("secret_hash").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  },
  (t) => [index("known_devices_user").on(t.userId)],
);

/** Fixed-window counters: `bucket` is e.g. `sign_in:ip:203.0.113.7`, `windowStart` epoch seconds. */
export const attemptCounters = pgTable(
  "attempt_counters",
  {
    bucket: text("bucket").notNull(),
    windowStart: bigint("window_start", { mode: "number" }).notNull(),
    attempts: integer("attempts").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "attempt_counters_pk", columns: [t.bucket, t.windowStart] }),
    index("attempt_counters_expiry").on(t.expiresAt),
  ],
);
