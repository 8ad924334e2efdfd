import { expect, test, vi } from "vitest";
import { attemptAgain } from "./attempt-again.ts";
import { ClientError } from "./client-error.ts";

const outage = new ClientError("network", "Cannot reach it.", { remedy: "Wait." });
const HOUR_MS = 3_600_000;

test("what is given up is not attempted again, also during a wait", async () => {
  const controller = new AbortController();
  const attempt = vi.fn(() => Promise.reject(outage));
  const sending = { retryDelaysMs: [HOUR_MS, HOUR_MS], signal: controller.signal };
  const waiting = attemptAgain(sending, attempt);
  // By then the first attempt has failed and the wait has begun.
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  await expect(waiting).rejects.toBe(outage);
  await expect(attemptAgain(sending, attempt)).rejects.toBe(outage);
  expect(attempt).toHaveBeenCalledTimes(2);
});

test("an error of the program is not an outage", async () => {
  const attempt = vi.fn(() => Promise.reject(new TypeError("x")));
  await expect(attemptAgain({ retryDelaysMs: [1, 1] }, attempt)).rejects.toBeInstanceOf(TypeError);
  expect(attempt).toHaveBeenCalledTimes(1);
});
