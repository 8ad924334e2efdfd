import { ClientError } from "../../sdk/client-error.ts";
import { endsCachedValue } from "../../sdk/may-answer-from-cache.ts";

/** Whether the server refuses this machine or what it asks for. A wrong clock is neither. */
export function isRefusal(error: unknown): boolean {
  return endsCachedValue(error) && !(error instanceof ClientError && error.kind === "clock_skew");
}
