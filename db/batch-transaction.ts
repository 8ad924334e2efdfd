import type postgres from "postgres";
import { isAnswer } from "./connection-lost.ts";
import type { Lanes } from "./lanes.ts";
import { assertCommitted } from "./rolled-back.ts";
import type { Statement } from "./statement.ts";

export type { Lanes } from "./lanes.ts";
export type { Statement } from "./statement.ts";

/** The rows that each of the statements answered, in their order. */
export type Answers = readonly (readonly postgres.Row[])[];

type Decided<T> = {
  readonly last: Statement | null;
  readonly result: T;
  /** Called when the last statement and COMMIT are on their way. It must not throw, nor start what uses the transaction. */
  readonly meanwhile?: (() => void) | undefined;
};

/**
 * A transaction of two round trips: BEGIN goes out together with what is asked, and COMMIT together with the one statement
 * that records what was decided about the answers. Resolves when the commit is on disk.
 */
export async function inBatchTransaction<T>(
  lanes: Lanes,
  asked: readonly Statement[],
  decide: (answers: Answers) => Decided<T>,
): Promise<T> {
  const { sql, giveBack } = await lanes.take();
  const send = ({ text, values }: Statement) =>
    sql.unsafe(text, [...values] as never[], { prepare: true }).execute();
  const plain = (text: string) => sql.unsafe(text).execute();
  // Until the end of the transaction has been answered.
  let isLost = true;
  try {
    const [, ...answers] = await settled([plain("begin"), ...asked.map(send)]);
    const { last, result, meanwhile } = decide(answers);
    // A statement that fails turns the COMMIT behind it into a rollback: both are answered, and the failure is thrown.
    const ending = settled([...(last === null ? [] : [send(last)]), plain("commit")]);
    meanwhile?.();
    const ended = await ending;
    // Not so a prepared statement that the server has forgotten: the driver sends it once more, behind the COMMIT.
    assertCommitted(ended.at(-1));
    isLost = false;
    return result;
  } catch (error) {
    // After a failed COMMIT there is nothing to roll back, and PostgreSQL only says so.
    if (isUndoable(error))
      isLost = await plain("rollback").then(
        () => false,
        () => true,
      );
    throw error;
  } finally {
    giveBack(isLost);
  }
}

/** The server answered, or it was not the server that failed: the connection is there. */
const isUndoable = (error: unknown) => isAnswer(error) || !(error instanceof Error && "code" in error);

/** All of them, or the first failure once none is under way any more. */
async function settled<T>(queries: readonly PromiseLike<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(queries);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
