import { describe, expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { routeHandler } from "#server/http/route-handler.ts";
import { startTestGate } from "#server/testing/start-test-gate.ts";

const LOOKED_FOR = ["host", "x-machine-id", "x-twice", "x-forwarded-for", "rsc"];

/** Answers with what arrived, so that a test can see what a handler sees. */
const echo = routeHandler(async ({ method, headers, body, params, facts }) => {
  const seen = LOOKED_FOR.flatMap((name) => (headers.get(name) === null ? [] : [[name, headers.get(name)]]));
  const arrived = { method, headers: Object.fromEntries(seen), facts: facts(), params };
  const text = JSON.stringify({ ...arrived, body: Buffer.from(body).toString() });
  return { status: 200, headers: [["content-type", "application/json"]], text };
});

const machineRoutes = [
  { template: "/v1/secret/[secretId]", handlers: { GET: echo } },
  { template: "/v1/secrets/export", handlers: { POST: echo } },
];
const gate = await startTestGate({ machineRoutes, bodyMilliseconds: 300 });

const head = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, "Host: localhost", ...headers].join("\r\n")}\r\n\r\n`;
const get = (target: string, ...headers: string[]) =>
  rawRequest(gate.port, head(`GET ${target}`, ...headers));
const post = (body: string, ...headers: string[]) =>
  rawRequest(gate.port, head("POST /v1/secrets/export", ...headers) + body);

describe("a machine request", () => {
  test("reaches its handler with its parameters, its target and its peer", async () => {
    const answer = await get("/v1/secret/sk_1", "X-Machine-Id: m", "X-Forwarded-For: 198.51.100.7", "RSC: 1");
    expect(answer.status).toBe(200);
    const seen = JSON.parse(answer.body);
    expect(seen.params).toEqual({ secretId: "sk_1" });
    expect(Object.keys(seen.headers).sort()).toEqual(["host", "x-machine-id"]);
    expect(seen.facts).toMatchObject({
      peer: "127.0.0.1",
      peerSource: "socket",
      isLoopback: false,
      target: "/v1/secret/sk_1",
      nonce: null,
    });
  });

  test("brings both values of a header that came twice", async () => {
    const seen = JSON.parse((await get("/v1/secret/sk_1", "X-Twice: a", "x-twice: b")).body);
    expect(seen.headers["x-twice"]).toBe("a, b");
  });

  test("brings its body whole and byte for byte", async () => {
    const text = JSON.stringify({ value: "x".repeat(60_000) });
    const sized = await post(text, `Content-Length: ${text.length}`);
    expect(JSON.parse(sized.body).body).toBe(text);
    const chunked = await post(`5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`, "Transfer-Encoding: chunked");
    expect(JSON.parse(chunked.body)).toMatchObject({ body: '{"a":1}' });
  });

  test("is answered in one piece, never cached, with the headers of every answer", async () => {
    const { headers } = await get("/v1/secret/sk_1");
    expect(headers["content-length"]).toMatch(/^\d+$/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("the gate refuses on the machine plane", () => {
  test.each([
    ["a query", "/v1/secret/a?x=1", 400],
    ["an unknown route", "/v1/other", 404],
    ["a longer route", "/v1/secret/a/b", 404],
    ["a double slash", "//v1/secret/a", 400],
    ["an absolute form", "http://evil.example/v1/secret/a", 400],
  ])("%s", async (_, target, status) => {
    const answer = await get(target);
    expect(answer.status).toBe(status);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(["error"]);
    expect(answer.headers["x-sikkerkey-error"]).toMatch(/^[a-z_]+$/);
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers).not.toHaveProperty("location");
  });

  test.each(["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "PATCH"])(
    "%s, naming what is allowed",
    async (method) => {
      const answer = await rawRequest(gate.port, head(`${method} /v1/secret/a`));
      expect(answer.status).toBe(405);
      expect(answer.headers["allow"]).toBe("GET");
    },
  );

  test.each([
    ["a GET with a body", `${head("GET /v1/secret/a", "Content-Length: 2")}{}`, 400],
    ["a GET with a chunked body", `${head("GET /v1/secret/a", "Transfer-Encoding: chunked")}0\r\n\r\n`, 400],
    ["two machine ids", head("GET /v1/secret/a", "X-Machine-Id: a", "x-machine-id: a"), 400],
    ["two hosts", head("GET /v1/secret/a", "Host: evil"), 400],
    ["no host", "GET /v1/secret/a HTTP/1.1\r\n\r\n", 400],
    ["Expect", head("POST /v1/secrets/export", "Expect: 100-continue", "Content-Length: 2"), 400],
    ["another Expect", head("GET /v1/secret/a", "Expect: x"), 400],
    ["Upgrade", head("GET /v1/secret/a", "Connection: Upgrade", "Upgrade: websocket"), 400],
    ["h2c", head("GET /v1/secret/a", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"), 400],
    ["CONNECT", "CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    [
      "a trailer",
      `${head("POST /v1/secrets/export", "Transfer-Encoding: chunked")}0\r\nX-Nonce: 1\r\n\r\n`,
      400,
    ],
    ["an announced trailer", head("POST /v1/secrets/export", "Trailer: X", "Content-Length: 0"), 400],
    ["gzip", `${head("POST /v1/secrets/export", "Content-Encoding: gzip", "Content-Length: 2")}ab`, 415],
    ["64 KiB and a byte", head("POST /v1/secrets/export", "Content-Length: 65537") + "x".repeat(65_537), 413],
    ["20 KB of headers", head("GET /v1/secret/a", `X-Big: ${"a".repeat(20_000)}`), 431],
    ["200 headers", head("GET /v1/secret/a", ...Array.from({ length: 200 }, (_, i) => `X-${i}: 1`)), 431],
  ])("%s", async (_, text, status) => {
    const answer = await rawRequest(gate.port, text);
    expect(answer.status).toBe(status);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(["error"]);
  });

  test("an endless chunked body, at the cap", async () => {
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    const drip = { chunks: Array(10).fill(chunk), everyMs: 1 };
    const text = head("POST /v1/secrets/export", "Transfer-Encoding: chunked");
    expect((await rawRequest(gate.port, text, { drip })).status).toBe(413);
  });

  test("a body that drips in, at the time limit", async () => {
    const drip = { chunks: Array(100).fill("x"), everyMs: 20 };
    const answer = await rawRequest(gate.port, head("POST /v1/secrets/export", "Content-Length: 100"), {
      drip,
    });
    expect(answer.status).toBe(408);
    expect(answer.headers["connection"]).toBe("close");
  });
});

test("the log names templates and peers, and never a target", async () => {
  await get("/v1/secret/sk_nottobelogged");
  await get("/v1/nottobelogged");
  const lines = gate.logLines.join("");
  expect(lines).toContain('"route":"/v1/secret/[secretId]","status":200');
  expect(lines).not.toContain("nottobelogged");
});
