import type postgres from "postgres";
import { isAnswer } from "./is-answer.ts";

/**
 * A transaction on a connection that was reserved before BEGIN was written. The driver's own `begin` writes BEGIN first and
 * reserves in a step that it skips when a pipeline is full or the socket's buffer is (porsager/postgres#1189): the
 * connection then goes back to the pool inside an open transaction, and a stranger's statements would run, and vanish, in
 * it. An audit row must not depend on that.
 */
export async function inReservedTransaction<T>(
  sql: postgres.Sql,
  work: (tx: postgres.ReservedSql) => Promise<T>,
): Promise<T> {
  const connection = await sql.reserve();
  let isEnded = false;
  // What the server refuses also ends the transaction; what the connection loses leaves it to the pool to replace it.
  const end = async (statement: "commit" | "rollback") => {
    try {
      await connection.unsafe(statement);
      isEnded = true;
    } catch (error) {
      isEnded = isAnswer(error);
      throw error;
    }
  };
  try {
    // Queued at once and first, so that it is written together with the work's first statements: a round trip less.
    const begun = connection.unsafe("begin").execute();
    const [, result] = await Promise.all([begun, work(connection)]).catch(async (error: unknown) => {
      await end("rollback").catch(() => {});
      throw error;
    });
    await end("commit");
    return result;
  } finally {
    if (isEnded) connection.release();
  }
}
