import { describe, expect, test } from "vitest";
import { AppError, ERRORS, type ErrorCode } from "#lib/errors.ts";
import { denied } from "#server/access/reasons.ts";
import { makeLog } from "#server/log.ts";
import { renderFailure } from "./render-failure.ts";

function render(error: unknown) {
  const lines: string[] = [];
  const log = makeLog(
    (line) => lines.push(line),
    () => new Date(0),
  );
  return { answer: renderFailure(error, { requestId: "req-1", route: "/v1/x", log }), lines };
}

describe("a failure on the machine plane", () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])("%s has one key and its code in a header", (code) => {
    const { answer } = render(new AppError(code));
    expect(answer.status).toBe(ERRORS[code].status);
    expect(JSON.parse(answer.text ?? "")).toEqual({ error: ERRORS[code].message });
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": "req-1",
      "x-sikkerkey-error": code,
    });
  });

  test("says when to come back, in whole seconds", () => {
    const { answer } = render(new AppError("too_many_requests", { retryAfterSeconds: 0.2 }));
    expect(answer.headers).toContainEqual(["retry-after", "1"]);
  });

  test("that nobody coded is 500 without a text of its own; the log has the cause", () => {
    const { answer, lines } = render(new TypeError("column secret_value is null"));
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text ?? "")).toEqual({ error: ERRORS.internal.message });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("column secret_value is null");
  });

  test("a cause is logged and never answered", () => {
    const { answer, lines } = render(new AppError("access_denied", { cause: new Error("grant_missing") }));
    expect(answer.text).not.toContain("grant_missing");
    expect(lines[0]).toContain("grant_missing");
  });

  test("that denied somebody is one line with the reason and who claimed to ask", () => {
    const { lines } = render(denied("signature_wrong", "0b5b1d9e-0000-4000-8000-000000000000"));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: "1970-01-01T00:00:00.000Z",
        level: "info",
        message: "request refused",
        requestId: "req-1",
        route: "/v1/x",
        status: 401,
        code: "unauthenticated",
        reason: "signature_wrong",
        machineId: "0b5b1d9e-0000-4000-8000-000000000000",
      },
    ]);
  });
});
