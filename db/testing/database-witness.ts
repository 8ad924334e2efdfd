import { connect } from "../client.ts";

export type Row = Readonly<Record<string, unknown>>;
/** One committed change of one row; null where there was or is none. */
export type RowChange = { readonly table: string; readonly old: Row | null; readonly new: Row | null };

export type DatabaseWitness = {
  /** Where the record of changes ends now. */
  mark(): Promise<number>;
  /** What was committed since then, in order. */
  changesSince(mark: number): Promise<RowChange[]>;
  /** Arranges what no client could, or asks. */
  run(text: string, values?: readonly (string | number)[]): Promise<Row[]>;
  end(): Promise<void>;
};

/** Asks the database, and arranges what no client could, as its owner; the product goes on as it would. */
export function askDatabase(ownerUrl: string): Pick<DatabaseWitness, "run" | "end"> {
  const sql = connect(ownerUrl, { max: 1, name: "witness" });
  return {
    run: async (text, values = []) => [...(await sql.unsafe<Row[]>(text, [...values]))],
    end: () => sql.end({ timeout: 5 }),
  };
}

/**
 * Somebody beside the product who sees every change of every row of its migrated database, as its owner. From here on no
 * recurring job begins its turn, so that what changes was changed by a request.
 */
export async function watchDatabase(ownerUrl: string): Promise<DatabaseWitness> {
  const { run, end } = askDatabase(ownerUrl);
  await run(`
    create schema witness;
    create table witness.changes (id bigint generated always as identity primary key, "table" text, old jsonb, new jsonb);
    create function witness.note() returns trigger language plpgsql security definer as $$
      begin
        if old is distinct from new then
          insert into witness.changes ("table", old, new) values (tg_argv[0], to_jsonb(old), to_jsonb(new));
        end if;
        return null;
      end $$;
    create function witness.never() returns trigger language plpgsql as 'begin return null; end';
    create trigger halted before insert or update on sweeps for each row execute function witness.never();
    do $$ declare watched record; begin
      for watched in
        select pg_class.oid::regclass as name, relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'p') and not relispartition and nspname = 'public'
      loop
        execute format('create trigger witness after insert or update or delete on %s for each row execute function witness.note(%L)',
          watched.name, watched.relname);
      end loop;
    end $$;`);
  return {
    run,
    mark: async () =>
      Number((await run("select coalesce(max(id), 0) as id from witness.changes"))[0]?.["id"]),
    changesSince: async (mark) =>
      (await run(`select "table", old, new from witness.changes where id > $1 order by id`, [mark])).map(
        (row) => ({ table: String(row["table"]), old: asRow(row["old"]), new: asRow(row["new"]) }),
      ),
    end,
  };
}

const asRow = (value: unknown): Row | null => (value === null ? null : (value as Row));
