import { expect, test } from "vitest";
import { answerError } from "./answer-error.ts";
import { ClientError } from "./client-error.ts";
import { connectionError } from "./connection-error.ts";
import { endsCachedValue, mayAnswerFromCache } from "./may-answer-from-cache.ts";

const ORIGIN = "https://secrets.example";
const statusError = (status: number) =>
  answerError(ORIGIN, { status, headers: {}, body: '{"error":"Because."}' }, 0);
const networkError = (code: string) => connectionError(ORIGIN, Object.assign(new Error(), { code }), 15_000);

// wire-protocol 1.2, column "cache may answer".
const MAY = [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530];

test("exactly these statuses may be answered from the cache", () => {
  const all = Array.from({ length: 500 }, (_, index) => index + 100).filter((status) => status !== 200);
  expect(all.filter((status) => mayAnswerFromCache(statusError(status)))).toEqual(MAY);
});

test.each([
  ["ECONNREFUSED", true],
  ["ENOTFOUND", true],
  ["TIMEOUT", true],
  ["ECONNRESET", true],
  ["CERT_HAS_EXPIRED", false],
  ["SELF_SIGNED_CERT_IN_CHAIN", false],
  ["TOO_LARGE", false],
])("a connection that ends with %s: %s", (code, may) => {
  expect(mayAnswerFromCache(networkError(code))).toBe(may);
});

test("a clock that is off, a body that is no answer and any other error are no outage", () => {
  const skewed = answerError(
    ORIGIN,
    { status: 401, headers: { date: new Date(0).toUTCString() }, body: "" },
    1e9,
  );
  expect(skewed.kind).toBe("clock_skew");
  const malformed = new ClientError("malformed", "x", { remedy: "y", status: 200 });
  for (const error of [skewed, malformed, new Error("ECONNREFUSED"), null, "x"])
    expect(mayAnswerFromCache(error)).toBe(false);
});

test("a refusal ends what is kept, an outage does not", () => {
  const all = Array.from({ length: 500 }, (_, index) => index + 100);
  expect(all.filter((status) => endsCachedValue(statusError(status)))).toEqual([401, 403, 404]);
  expect(endsCachedValue(networkError("ECONNREFUSED"))).toBe(false);
});
