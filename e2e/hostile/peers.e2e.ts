import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";

const PROXY = "127.0.0.9";
let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: `${PROXY}/32, 10.0.0.0/8` } });
});
afterAll(async () => {
  await server.stop();
});

/** Who the server says asked, from the log line of this very request. */
async function peerOf(localAddress: string, headers: readonly string[]): Promise<string> {
  const text = `${["GET /v1/health HTTP/1.1", "Host: localhost", ...headers].join("\r\n")}\r\n\r\n`;
  const answer = await rawRequest(server.port, text, { localAddress });
  const requestId = answer.headers["x-request-id"] ?? "";
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => server.run.stderr()).toContain(requestId);
  const line =
    server.run
      .stderr()
      .split("\n")
      .find((one) => one.includes(requestId) && one.includes('"request"')) ?? "{}";
  const { sourceIp, ipSource } = JSON.parse(line) as Record<string, string>;
  return `${sourceIp} ${ipSource}`;
}

describe("without a proxy that we trust", () => {
  test.each([
    [["X-Forwarded-For: 198.51.100.7"]],
    [["Forwarded: for=198.51.100.7"]],
    [["X-Real-IP: 198.51.100.7"]],
    [["True-Client-IP: 198.51.100.7", "CF-Connecting-IP: 198.51.100.7", "X-Client-IP: 198.51.100.7"]],
    [["X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2", "X-Forwarded-For: 10.0.0.1"]],
    [["X-Gate-Peer: 198.51.100.7", "X-Gate-Facts: e30.e30"]],
  ])("%s says nothing", async (headers) => {
    expect(await peerOf("127.0.0.5", headers)).toBe("127.0.0.5 socket");
  });
});

describe("behind a proxy that we trust", () => {
  test.each([
    ["evil, 10.0.0.1", "10.0.0.1 degraded"],
    ["203.0.113.9, 198.51.100.7", "198.51.100.7 forwarded"],
    ["198.51.100.7, 10.0.0.1", "198.51.100.7 forwarded"],
    ["unknown", `${PROXY} degraded`],
    ['"[::1]:80"', `${PROXY} degraded`],
    ["010.1.2.3", `${PROXY} degraded`],
    ["::ffff:198.51.100.7", "198.51.100.7 forwarded"],
    [Array(500).fill("198.51.100.7").join(","), "198.51.100.7 forwarded"],
    ["", `${PROXY} degraded`],
  ])("X-Forwarded-For: %s", async (value, expected) => {
    expect(await peerOf(PROXY, [`X-Forwarded-For: ${value}`])).toBe(expected);
  });
});
