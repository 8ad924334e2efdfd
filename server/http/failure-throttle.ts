import ipaddr from "ipaddr.js";
import { AppError, type ErrorCode } from "#lib/errors.ts";
import { RecentMap } from "#server/access/recent-map.ts";

type Limits = {
  /** Failures of one source that are answered as what they are, within one window. */
  readonly failures: number;
  readonly windowSeconds: number;
  /** Only these count, and only these are replaced; everything else passes untouched. */
  readonly codes: ReadonlySet<ErrorCode>;
};

const MAX_SOURCES = 20_000;

/**
 * A flood guard in memory. It is asked only after a request has failed, so a valid signature or token can never be
 * refused because of somebody else's failures (INV-21): the work is done first, and a source that keeps failing merely
 * stops learning why.
 */
export function makeFailureThrottle({ failures, windowSeconds, codes }: Limits) {
  const windows = new RecentMap<{ startedAt: number; count: number }>(MAX_SOURCES);

  /** What to throw in place of `error`: itself, or `too_many_requests` when its source has failed too often. */
  return function throttled(error: unknown, source: string, now: Date): unknown {
    if (!(error instanceof AppError) || !codes.has(error.code)) return error;
    const at = now.getTime() / 1000;
    const key = sourceKey(source);
    const open = windows.get(key);
    const elapsed = open === undefined ? Number.POSITIVE_INFINITY : at - open.startedAt;
    const window =
      open === undefined || elapsed < 0 || elapsed >= windowSeconds ? { startedAt: at, count: 0 } : open;
    window.count += 1;
    windows.set(key, window);
    if (window.count <= failures) return error;
    return new AppError("too_many_requests", {
      retryAfterSeconds: Math.max(1, windowSeconds - (at - window.startedAt)),
    });
  };
}

/** Signed requests that failed to prove who they are: twenty a second and source. */
export const throttledAuthentication = makeFailureThrottle({
  failures: 20,
  windowSeconds: 1,
  codes: new Set<ErrorCode>(["unauthenticated"]),
});

/**
 * Enrollments, registrations and redemptions with a token nobody made: ten a minute and source. Whoever holds a real token keeps its own
 * answers (an exhausted token is 410 however many ask).
 */
export const throttledEnrollment = makeFailureThrottle({
  failures: 10,
  windowSeconds: 60,
  codes: new Set<ErrorCode>(["enrollment_token_unknown", "bootstrap_token_unknown", "claim_unknown"]),
});

/** One IPv4 address, or the /64 an IPv6 host can roam in freely. */
function sourceKey(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":");
}
