import type { SequencePosition } from "#lib/contract/backup.ts";
import type { Sql } from "../client.ts";

/**
 * Where each sequence is now. They are outside of every snapshot, so what is read after the rows is never behind a number that a
 * row has.
 */
export async function readSequences(tx: Sql): Promise<SequencePosition[]> {
  return [
    ...(await tx<SequencePosition[]>`
      select sequencename::text as name, last_value::text as last from pg_sequences
      where schemaname = 'public' and sequencename not like '\\_\\_drizzle%' order by 1`),
  ];
}

export async function setSequences(tx: Sql, positions: readonly SequencePosition[]): Promise<void> {
  for (const { name, last } of positions)
    if (last !== null)
      await tx`select setval(format('public.%I', ${name}::text)::regclass, ${last}::text::bigint)`;
}
