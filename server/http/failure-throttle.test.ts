import { describe, expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { makeFailureThrottle } from "./failure-throttle.ts";

const start = new Date("2026-01-01T00:00:00Z");
const secondsLater = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const failure = () => new AppError("unauthenticated");
const make = () =>
  makeFailureThrottle({ failures: 3, windowSeconds: 10, codes: new Set(["unauthenticated"] as const) });

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : "none";
}

describe("the failure throttle", () => {
  test("lets the allowed number of failures say what they are, then stops saying", () => {
    const throttled = make();
    const codes = [1, 2, 3, 4, 5].map(() => codeOf(throttled(failure(), "192.0.2.1", start)));
    expect(codes.slice(0, 3)).toEqual(["unauthenticated", "unauthenticated", "unauthenticated"]);
    expect(codes.slice(3)).toEqual(["too_many_requests", "too_many_requests"]);
  });

  test("says when to come back", () => {
    const throttled = make();
    for (let i = 0; i < 3; i += 1) throttled(failure(), "192.0.2.1", start);
    const error = throttled(failure(), "192.0.2.1", secondsLater(4));
    expect(error).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 6 });
  });

  test("opens again after its window", () => {
    const throttled = make();
    for (let i = 0; i < 9; i += 1) throttled(failure(), "192.0.2.1", start);
    expect(codeOf(throttled(failure(), "192.0.2.1", secondsLater(10)))).toBe("unauthenticated");
  });

  test("one source's failures do not reach another", () => {
    const throttled = make();
    for (let i = 0; i < 9; i += 1) throttled(failure(), "192.0.2.1", start);
    expect(codeOf(throttled(failure(), "192.0.2.2", start))).toBe("unauthenticated");
  });

  test("an IPv6 host cannot escape by changing its address within its /64", () => {
    const throttled = make();
    for (let i = 0; i < 9; i += 1) throttled(failure(), `2001:db8:0:1::${i}`, start);
    expect(codeOf(throttled(failure(), "2001:db8:0:1:ffff::9", start))).toBe("too_many_requests");
    expect(codeOf(throttled(failure(), "2001:db8:0:2::9", start))).toBe("unauthenticated");
  });

  test.each(["enrollment_token_exhausted", "access_denied", "sealed"] as const)(
    "%s is never replaced and never counted",
    (code) => {
      const throttled = make();
      const error = new AppError(code);
      for (let i = 0; i < 50; i += 1) expect(throttled(error, "192.0.2.1", start)).toBe(error);
      expect(codeOf(throttled(failure(), "192.0.2.1", start))).toBe("unauthenticated");
    },
  );

  test("a clock that steps back opens the window instead of closing it for ever", () => {
    const throttled = make();
    for (let i = 0; i < 9; i += 1) throttled(failure(), "192.0.2.1", secondsLater(1000));
    expect(codeOf(throttled(failure(), "192.0.2.1", start))).toBe("unauthenticated");
  });
});
