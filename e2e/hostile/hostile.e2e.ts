import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { framingCases } from "./framing.ts";
import { headerCases } from "./headers.ts";
import type { HostileCase } from "./hostile-case.ts";
import { pageCases } from "./page-cases.ts";
import { targetCases } from "./targets.ts";

const groups: readonly (readonly [string, readonly HostileCase[]])[] = [
  ["targets", targetCases],
  ["headers", headerCases],
  ["framing", framingCases],
  ["pages", pageCases],
];

/** Words that only our own machinery could have put into an answer. */
const INTERNALS = /node_modules|at \S+ \(|\.js:\d+:\d|postgres|drizzle|\.next\/|\wError:/i;

describe.each([
  ["the gate's own path", "1"],
  ["the path through Next", "0"],
])("hostile requests on %s", (_, fastPath) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ env: { SIKKERKEY_GATE_FAST_PATH: fastPath } });
    // Next adds its upgrade listener at its first request; everything below comes after it.
    await fetch(`${server.url}/sign-in`);
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  describe.each(groups)("%s", (_group, cases) => {
    test.concurrent.each(cases)("$name", async ({ bytes, statuses, drip }) => {
      const answer = await rawRequest(server.port, bytes(server.port), drip === undefined ? {} : { drip });
      expect(statuses).toContain(answer.status);
      expect(answer.headers).not.toHaveProperty("location");
      expect(answer.headers).not.toHaveProperty("x-powered-by");
      expect(INTERNALS.exec(answer.body)?.[0]).toBeUndefined();
      expect(answer.headers["cache-control"]).toContain("no-store");
    });
  });

  test("and afterwards it still serves", async () => {
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(200);
  });
});
