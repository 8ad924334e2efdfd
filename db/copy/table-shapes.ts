import type { Sql } from "../client.ts";

export type TableShape = {
  readonly table: string;
  readonly columns: readonly string[];
  /** Tables that its foreign keys name, itself left out. */
  readonly refersTo: readonly string[];
};

/** What migrating writes by itself is not part of a copy. */
const JOURNAL = "__drizzle_migrations";

/**
 * Every table of ours as the database has it, each after those that it refers to: rows can be loaded in this order. Asked of
 * the catalogue and not of the schema files, so that none can be forgotten. Partitions come and go through their parent.
 */
export async function readTableShapes(tx: Sql): Promise<readonly TableShape[]> {
  const shapes = await tx<TableShape[]>`
    select c.relname as table,
      array(select attname::text from pg_attribute a
        where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid order by 1) as "refersTo"
    from pg_class c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> ${JOURNAL}
    order by relname`;
  const sorted: TableShape[] = [];
  for (let left: readonly TableShape[] = shapes; left.length > 0; ) {
    const next = left.filter(({ refersTo }) => refersTo.every((name) => isIn(sorted, name)));
    if (next.length === 0) throw new Error("Tables refer to each other in a circle and cannot be loaded");
    sorted.push(...next);
    left = left.filter((shape) => !next.includes(shape));
  }
  return sorted;
}

const isIn = (shapes: readonly TableShape[], name: string) => shapes.some(({ table }) => table === name);

/** True where nobody keeps anything: neither in a table of ours nor in one of somebody else's. Views of extensions do no harm. */
export async function isEmptyDatabase(tx: Sql): Promise<boolean> {
  const [row] = await tx<{ relations: number }[]>`
    select count(*)::int as relations from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S', 'm', 'f')`;
  return row?.relations === 0;
}

/** A name as SQL takes it; those of a copy come from the catalogue. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnList = (columns: readonly string[]): string => columns.map(quotedName).join(", ");
