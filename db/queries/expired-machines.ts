import { sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";

export type ExpiredMachine = { id: string; name: string; vaultId: string; tokenId: string | null };

/** Marks up to `limit` machines whose time is over and not yet recorded; several sweepers never take the same one. */
export async function markExpiredMachines(tx: Transaction, limit: number): Promise<ExpiredMachine[]> {
  const rows = await tx.execute<{ id: string; name: string; vault_id: string; token_id: string | null }>(sql`
    update machines set expired_at = clock_timestamp()
    where id in (
      select id from machines where expires_at <= statement_timestamp() and expired_at is null
      order by expires_at limit ${limit} for update skip locked
    )
    returning id, name, vault_id, enrollment_token_id as token_id`);
  return rows.map((row) => ({ id: row.id, name: row.name, vaultId: row.vault_id, tokenId: row.token_id }));
}
