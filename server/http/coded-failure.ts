import { isDatabaseUnavailable } from "#db/unavailable.ts";
import { AppError } from "#lib/errors.ts";

/** Any thrown thing under a code: its own; 503 when the database cannot serve or record now; else our mistake. */
export function codedFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(isDatabaseUnavailable(error) ? "sealed" : "internal", { cause: error });
}
