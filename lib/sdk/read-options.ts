import { RETRY_DELAYS_MS } from "./attempt-again.ts";
import { ClientError } from "./client-error.ts";
import type { CacheOptions, SikkerKeyOptions } from "./sikkerkey-options.ts";

const TIMEOUT_MS = 15_000;
const TIMER_MAX_MS = 2 ** 31 - 1;

/** How requests are sent, with the defaults filled in. A number from an unset variable must not become no wait at all. */
export function readSending({ timeoutMs = TIMEOUT_MS, retryDelaysMs = RETRY_DELAYS_MS }: SikkerKeyOptions) {
  if (!isBetween(timeoutMs, 1))
    throw notUsable("timeoutMs", `Give milliseconds from 1 to ${TIMER_MAX_MS}, or leave it out.`);
  if (!Array.isArray(retryDelaysMs) || !retryDelaysMs.every((delayMs) => isBetween(delayMs, 0)))
    throw notUsable("retryDelaysMs", "Give a list of milliseconds, [] for no retries, or leave it out.");
  return { timeoutMs, retryDelaysMs };
}

/** How old a cached value may be; undefined is no limit, and so would NaN be. */
export function readMaxAge({ maxAgeSeconds, maxAge }: CacheOptions): number | undefined {
  const limit = maxAgeSeconds ?? maxAge;
  if (limit === undefined || (typeof limit === "number" && limit >= 0)) return limit;
  throw notUsable("maxAgeSeconds", "Give seconds, 0 or more, or leave it out for no limit.");
}

const isBetween = (value: unknown, least: number) =>
  typeof value === "number" && value >= least && value <= TIMER_MAX_MS;

const notUsable = (name: string, remedy: string) =>
  new ClientError("input", `${name} is not usable.`, { remedy });
