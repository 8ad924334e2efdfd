import type { TestDatabase } from "#db/testing/test-database.ts";

export type FrozenClock = { set(milliseconds: number): Promise<void> };

/**
 * Lets a test say what `clock_timestamp()` is for everyone in its database: theirs is found before the server's own. Connections
 * keep the search path they began with, so call it before the pool is first used.
 */
export async function frozenClock({ ownerSql }: TestDatabase): Promise<FrozenClock> {
  await ownerSql.unsafe(`
    create schema frozen;
    create table frozen.present (at timestamptz not null);
    insert into frozen.present values (pg_catalog.clock_timestamp());
    create function frozen.clock_timestamp() returns timestamptz language sql volatile as 'select at from frozen.present';
    grant usage on schema frozen to public;
    grant select on frozen.present to public;
    do $$ begin
      execute format('alter database %I set search_path = frozen, pg_catalog, public', current_database());
    end $$;`);
  return {
    async set(milliseconds) {
      await ownerSql`update frozen.present set at = ${new Date(milliseconds)}`;
    },
  };
}
