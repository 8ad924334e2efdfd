import { ERRORS, type ErrorCode } from "#lib/errors.ts";
import { services } from "#server/services.ts";

/**
 * Labels what a page threw with all that Next hands to the error page, `code:requestId` (the log has the cause under that
 * id), and tells the gate of a 503, because Next would answer 500. Returns the error, to be thrown again.
 */
export function markPageFailure<E>(error: E, code: ErrorCode, requestId: string): E {
  const outcome = services().pageOutcomes.getStore();
  if (outcome !== undefined && ERRORS[code].status === 503) outcome.isUnavailable = true;
  if (error instanceof Error) Object.assign(error, { digest: `${code}:${requestId}` });
  return error;
}
