import { connect, type Sql } from "../client.ts";
import { inLaneTransaction } from "../lane-transaction.ts";

const KINDS = {
  /** Everything as it was at one moment, whatever is written meanwhile. */
  snapshot: "set transaction isolation level repeatable read, read only",
  load: "set transaction isolation level read committed",
} as const;

/**
 * One transaction that may take as long as the data is large, over a connection of its own. When this process is killed the
 * server undoes it: it sees the connection close.
 */
export async function inLongTransaction<T>(
  url: string,
  kind: keyof typeof KINDS,
  work: (tx: Sql) => Promise<T>,
): Promise<T> {
  const pool = connect(url, { max: 1, name: `sikkerkey-${kind}`, transactionMs: 0 });
  try {
    return await inLaneTransaction(pool.lanes, async (tx) => {
      await tx.unsafe(KINDS[kind]);
      await tx.unsafe("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0");
      return await work(tx);
    });
  } finally {
    await pool.end({ timeout: 5 });
  }
}
