import { sql } from "drizzle-orm";
import type { Executor } from "../client.ts";

export type Option = { id: string; label: string };

// The newest of each; a filter for something older is reached from its own page.
const OPTIONS_MAX = 200;

/** What the filters of the log offer: people and things of the vault as they are called now. */
export async function listEventOptions(db: Executor, vaultId: string) {
  const options = (query: ReturnType<typeof sql>) => db.execute<Option>(query).then((rows) => [...rows]);
  const [people, secrets, machines, tokens] = await Promise.all([
    options(sql`select u.id, u.name as label from members m join users u on u.id = m.user_id
      where m.vault_id = ${vaultId} order by u.name limit ${OPTIONS_MAX}`),
    options(sql`select s.id, s.name as label from secrets s
      where s.vault_id = ${vaultId} order by s.name, s.id limit ${OPTIONS_MAX}`),
    options(sql`select m.id::text as id, m.name as label from machines m
      where m.vault_id = ${vaultId} order by m.created_at desc, m.id desc limit ${OPTIONS_MAX}`),
    options(sql`select t.id, t.name as label from enrollment_tokens t
      where t.vault_id = ${vaultId} order by t.created_at desc limit ${OPTIONS_MAX}`),
  ]);
  return { people, secrets, machines, tokens };
}
