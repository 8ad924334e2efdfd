import { ClientError } from "./client-error.ts";

const GATEWAY = new Set([502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530]);
const REFUSALS = new Set([401, 403, 404]);

/**
 * Whether an older value may stand in for this failure: the server could not be reached or is not itself (wire-protocol
 * 1.2). A refusal never qualifies, or a revoked machine would go on reading; nor does a certificate that is not trusted.
 */
export function mayAnswerFromCache(error: unknown): boolean {
  if (!(error instanceof ClientError)) return false;
  return error.kind === "network" || error.kind === "timeout" || GATEWAY.has(error.status);
}

/** Whether this failure means that the machine may not have the value any more, so that a kept one must go. */
export function endsCachedValue(error: unknown): boolean {
  return error instanceof ClientError && REFUSALS.has(error.status);
}
