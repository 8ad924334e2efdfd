import type { Sql } from "#db/client.ts";
import { columnList, quotedName, readTableShapes } from "#db/copy/table-shapes.ts";

/** Everything that a text format could stumble over. */
const ODD_TEXT = "E'tab\\t line\\n return\\r back\\\\slash \\\\N \\u2028 \\u00e9 \"quote\" '' end\\\\'";

const SAMPLES: Readonly<Record<string, string>> = {
  text: ODD_TEXT,
  uuid: "gen_random_uuid()",
  bytea: "decode('000a0d5c5c4eff', 'hex')",
  "timestamp with time zone": "clock_timestamp()",
  integer: "7",
  bigint: "8",
  boolean: "true",
  jsonb: `jsonb_build_object('odd', ${ODD_TEXT})`,
  "text[]": `array[${ODD_TEXT}, null, '']`,
};

type Column = { readonly name: string; readonly type: string; readonly refers: string | null };

/** Puts a row into each table that has none yet, by its columns' types, so that no table can be forgotten by a test. */
export async function aRowInEveryTable(ownerSql: Sql): Promise<void> {
  for (const { table } of await readTableShapes(ownerSql)) {
    const [found] = await ownerSql`select from ${ownerSql(table)} limit 1`;
    if (found !== undefined) continue;
    const columns = await ownerSql<Column[]>`
      select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        (select format('(select %I from %s limit 1)', f.attname, k.confrelid::regclass) from pg_constraint k
          join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
          where k.contype = 'f' and k.conrelid = a.attrelid and a.attnum = any (k.conkey) limit 1) as refers
      from pg_attribute a where a.attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`;
    const values = columns.map(({ type, refers }) => refers ?? SAMPLES[type] ?? `no sample of ${type}`);
    const names = columnList(columns.map(({ name }) => name));
    await ownerSql.unsafe(`insert into ${quotedName(table)} (${names}) select ${values.join(", ")}`);
  }
}
