import type postgres from "postgres";
import { isAnswer } from "./is-answer.ts";
import type { Statement } from "./statement.ts";

type Decided<T> = { readonly last: Statement | null; readonly result: T };

/**
 * A transaction of two round trips: BEGIN goes out together with what is asked, and COMMIT together with the one statement
 * that records what was decided about the answers. Resolves when the commit is on disk. Like every transaction of ours it
 * runs on a connection that was reserved before BEGIN (see reserved-transaction.ts).
 */
export async function inBatchTransaction<T>(
  sql: postgres.Sql,
  asked: readonly Statement[],
  decide: (answers: readonly (readonly postgres.Row[])[]) => Decided<T>,
): Promise<T> {
  const connection = await sql.reserve();
  const send = ({ text, values }: Statement) =>
    connection.unsafe(text, [...values] as never[], { prepare: true }).execute();
  let isEnded = false;
  try {
    let decided: Decided<T>;
    try {
      const [, ...answers] = await settled([connection.unsafe("begin").execute(), ...asked.map(send)]);
      decided = decide(answers);
    } catch (error) {
      isEnded = await connection.unsafe("rollback").then(() => true, isAnswer);
      throw error;
    }
    // A statement that fails turns the COMMIT behind it into a rollback: both are answered, and the failure is thrown.
    const last = decided.last === null ? [] : [send(decided.last)];
    const commit = connection.unsafe("commit").execute();
    const outcomes = settled([...last, commit]);
    isEnded = await Promise.allSettled([commit, outcomes]).then(([ended]) => wasAnswered(ended));
    await outcomes;
    return decided.result;
  } finally {
    if (isEnded) connection.release();
  }
}

const wasAnswered = (result: PromiseSettledResult<unknown>) =>
  result.status === "fulfilled" || isAnswer(result.reason);

/** All of them, or the first failure once none is under way any more. */
async function settled<T>(queries: readonly PromiseLike<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(queries);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
