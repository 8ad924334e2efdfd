import { AppError } from "#lib/errors.ts";

/**
 * For `catch`: a database that cannot answer, or not record what was decided, is 503, and the same request may be sent
 * again. A refusal passes as it is.
 */
export function unableToRecord(error: unknown): never {
  throw error instanceof AppError ? error : new AppError("sealed", { cause: error });
}
