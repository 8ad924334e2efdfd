import type postgres from "postgres";
import { isConnectionLost } from "./connection-lost.ts";
import type { Lanes } from "./lanes.ts";
import { assertCommitted } from "./rolled-back.ts";

/**
 * A transaction on a connection of its own. Resolves when its commit is on disk; a connection that is lost on the way is
 * replaced, and nobody knows then whether the commit happened.
 */
export async function inLaneTransaction<T>(
  lanes: Lanes<postgres.Sql>,
  work: (tx: postgres.Sql) => Promise<T>,
): Promise<T> {
  const { connection: sql, giveBack } = await lanes.take();
  let isLost = false;
  const send = (statement: string) => sql.unsafe(statement).execute();
  try {
    // Queued at once and first, so that it is written together with the work's first statements: a round trip less.
    const [, result] = await Promise.all([send("begin"), work(sql)]);
    assertCommitted(await send("commit"));
    return result;
  } catch (error) {
    isLost = isConnectionLost(error);
    // What the server refused at COMMIT is over already; then this only warns.
    if (!isLost)
      await send("rollback").catch(() => {
        isLost = true;
      });
    throw error;
  } finally {
    giveBack(isLost);
  }
}
