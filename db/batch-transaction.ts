import type { Row } from "postgres";
import { isAnswer } from "./connection-lost.ts";
import type { Lanes } from "./lanes.ts";
import type { PipelinedConnection } from "./pipelined-connection.ts";
import { assertCommitted } from "./rolled-back.ts";
import type { Statement } from "./statement.ts";

export type PipelinedLanes = Lanes<PipelinedConnection>;
export type { Statement } from "./statement.ts";

/** The rows that each of the statements answered, in their order. */
export type Answers = readonly (readonly Row[])[];

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
  lanes: PipelinedLanes,
  asked: readonly Statement[],
  decide: (answers: Answers) => Decided<T>,
): Promise<T> {
  const { connection, giveBack } = await lanes.take();
  // Until the end of the transaction has been answered.
  let isLost = true;
  try {
    const [, ...answers] = await connection.send([BEGIN, ...asked]);
    const { last, result, meanwhile } = decide(answers.map(({ rows }) => rows));
    // Behind a statement that fails COMMIT is skipped, and the failure is thrown.
    const ending = connection.send(last === null ? [COMMIT] : [last, COMMIT]);
    meanwhile?.();
    assertCommitted((await ending).at(-1));
    isLost = false;
    return result;
  } catch (error) {
    // After a failed COMMIT there is nothing to roll back, and PostgreSQL only says so.
    if (isUndoable(error))
      isLost = await connection.send([ROLLBACK]).then(
        () => false,
        () => true,
      );
    throw error;
  } finally {
    giveBack(isLost);
  }
}

const BEGIN: Statement = { text: "begin", values: [] };
const COMMIT: Statement = { text: "commit", values: [] };
const ROLLBACK: Statement = { text: "rollback", values: [] };

/** The server answered, or it was not the server that failed: the connection is there. */
const isUndoable = (error: unknown) => isAnswer(error) || !(error instanceof Error && "code" in error);
