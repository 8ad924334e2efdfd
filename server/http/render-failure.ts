import { Denial } from "#server/access/reasons.ts";
import { describeError, type Log } from "#server/log.ts";
import { codedFailure } from "./coded-failure.ts";
import { machineError } from "./machine-answers.ts";
import type { Answer } from "./route-handler.ts";

/** Any thrown thing as a machine-plane answer: coded errors say their sentence, the rest is `internal` and goes to the log. */
export function renderFailure(
  error: unknown,
  { requestId, route, log }: { requestId: string; route: string; log: Log },
): Answer {
  const coded = codedFailure(error);
  const line = { requestId, route, status: coded.status, code: coded.code };
  const { cause } = coded;
  if (coded.status >= 500) log.error("request failed", { ...line, error: describeError(cause) });
  else if (cause instanceof Denial) {
    const { reason, machineId } = cause;
    log.info("request refused", { ...line, reason, ...(machineId === undefined ? {} : { machineId }) });
  } else if (cause !== undefined) log.info("request refused", { ...line, error: describeError(cause) });
  return machineError(coded, requestId);
}
