import { expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { jsonAnswer, machineError, valueAnswer } from "../http/machine-answers.ts";
import { securityHeaders } from "./security-headers.ts";

// The gate writes both lists one behind the other.
test("no answer of the machine plane names a header that every answer carries", () => {
  const answers = [
    jsonAnswer({}, "req"),
    valueAnswer({ etag: '"a"', value: "v" }, "req"),
    valueAnswer({ etag: '"a"', value: null }, "req"),
    machineError(new AppError("too_many_requests", { retryAfterSeconds: 1 }), "req"),
  ];
  const everywhere = new Set(Object.keys(securityHeaders(true)));
  const named = answers.flatMap(({ headers }) => headers.map(([name]) => name));
  expect(named.filter((name) => everywhere.has(name))).toEqual([]);
  for (const { headers } of answers) expect(new Set(headers.map(([name]) => name)).size).toBe(headers.length);
});
