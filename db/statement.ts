import { type SQL, sql } from "drizzle-orm";

/** Text with `$1`, `$2`… and their values, for what is sent both inside a drizzle transaction and in a batch of its own. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** The statement as drizzle takes it; an array stays one parameter. */
export function asSql({ text, values }: Statement): SQL {
  const [first = "", ...rest] = text.split(/\$(\d+)/);
  const parts: SQL[] = [sql.raw(first)];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    parts.push(sql`${sql.param(values[Number(rest[at]) - 1])}`, sql.raw(rest[at + 1] ?? ""));
  }
  return sql.join(parts);
}
