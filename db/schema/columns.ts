import { customType, timestamp } from "drizzle-orm/pg-core";

/** Bytes are Uint8Array in TypeScript; postgres.js hands back Buffers, which are. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
});

/** An instant with zone; the database clock is the authority (security.md 3.4). */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => instant("created_at").notNull().defaultNow();
