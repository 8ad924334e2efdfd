import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql } from "../client.ts";
import { MIGRATION_LOCK } from "../migrate.ts";
import { quotedName, type TableShape } from "./table-shapes.ts";

/**
 * Applies the migrations after `from` up to `to` (journal times), as the migrator would, but in the caller's transaction: rows
 * of an older release are loaded between two steps.
 */
export async function migrateInSteps(
  tx: Sql,
  folder: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
  await tx`create table if not exists public.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`;
  for (const { sql, folderMillis, hash } of readMigrationFiles({ migrationsFolder: folder })) {
    if (folderMillis <= from || folderMillis > to) continue;
    for (const statement of sql) await tx.unsafe(statement);
    await tx`insert into public.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
}

/** Removes what the migrations themselves put in: those rows are in the copy, as they are by now. */
export async function clearTables(tx: Sql, shapes: readonly TableShape[]): Promise<void> {
  for (const { table } of [...shapes].reverse()) {
    const [found] = await tx.unsafe(`select 1 from ${quotedName(table)} limit 1`);
    if (found !== undefined) await tx.unsafe(`delete from ${quotedName(table)}`);
  }
}
