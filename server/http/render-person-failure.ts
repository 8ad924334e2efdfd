import { describeError } from "#server/log.ts";
import { services } from "#server/services.ts";
import { codedFailure } from "./coded-failure.ts";
import { knownRequestId } from "./request-facts.ts";

/**
 * Runs the work and renders what it throws for our own pages: `{code, message, issues}` and, where there is one, the time
 * to wait. A wrong password is a line in the log, not a stack.
 */
export async function renderPersonFailure(
  route: string,
  headers: Headers,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const coded = codedFailure(error);
    const { code, status, message, issues, retryAfterSeconds } = coded;
    const requestId = knownRequestId(headers);
    const line = { route, status, code, ...(requestId !== null && { requestId }) };
    const { log } = services();
    if (status >= 500) log.error("request failed", { ...line, error: describeError(coded.cause) });
    else log.info("request refused", line);
    return Response.json(
      { code, message, issues, requestId },
      {
        status,
        headers: {
          "cache-control": "no-store",
          ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
        },
      },
    );
  }
}
