import { TRPCClientError } from "@trpc/client";
import type { ErrorCode, Issue } from "#lib/errors.ts";
import type { AppRouter } from "#server/trpc/router.ts";

/** What a form shows of a failure: one sentence, and the fields it is about. */
export type ActionError = {
  readonly code: ErrorCode | "unreachable";
  readonly message: string;
  readonly issues: readonly Issue[];
};

const isFromRouter = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError;

/** A failure without an answer of ours means that the server was not reached, whatever stood in between. */
export function actionError(error: unknown): ActionError {
  if (isFromRouter(error) && error.data) {
    const { code, issues } = error.data;
    return { code, message: error.message, issues };
  }
  return {
    code: "unreachable",
    message: "The server did not answer. Check the connection and try again.",
    issues: [],
  };
}
