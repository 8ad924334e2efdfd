import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});

const load = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, { headers, redirect: "manual" });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    html: await response.text(),
  };
};
const policyOf = (headers: Record<string, string>) => headers["content-security-policy"] ?? "";
const nonceOf = (headers: Record<string, string>) => /'nonce-([^']+)'/.exec(policyOf(headers))?.[1];

describe.each(["/sign-in", "/set-up", "/nowhere"])("the page %s", (path) => {
  test("allows only scripts that this very answer names", async () => {
    const { headers, html } = await load(path);
    const nonce = nonceOf(headers);
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(policyOf(headers)).not.toContain("unsafe");
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  });

  test("has no inline style, no inline handler and no second nonce", async () => {
    const { headers, html } = await load(path);
    expect(html).not.toMatch(/<[^>]+\sstyle=/);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
    for (const [, nonce] of html.matchAll(/nonce="([^"]*)"/g)) expect(nonce).toBe(nonceOf(headers));
  });

  test("makes a new nonce for every request and is never stored", async () => {
    const [first, second] = await Promise.all([load(path), load(path)]);
    expect(nonceOf(first.headers)).not.toBe(nonceOf(second.headers));
    expect(first.headers["cache-control"]).toBe("no-store");
  });

  test("tells the browser to keep to itself", async () => {
    const { headers } = await load(path);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
  });
});

test("build output is cached for good, and is the only thing that is", async () => {
  const { html } = await load("/sign-in");
  const asset = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  expect((await load(asset)).headers["cache-control"]).toContain("immutable");
  for (const path of ["/favicon.svg", "/api/trpc/setup.status", "/v1/health"])
    expect((await load(path)).headers["cache-control"]).toBe("no-store");
});

describe("headers that once opened Next's doors change nothing", () => {
  const names = {
    "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
    "x-middleware-rewrite": "/sign-in",
    "x-middleware-next": "1",
    "x-nextjs-data": "1",
    "x-matched-path": "/sign-in",
    "x-original-url": "/sign-in",
    "x-forwarded-host": "evil.example",
  };
  test.each(["/", "/projects", "/machines", "/tokens", "/audit", "/settings"])("on %s", async (path) => {
    const plain = await load(path);
    expect(plain.headers["location"] ?? "").not.toContain("evil");
    for (const [name, value] of Object.entries(names)) {
      const marked = await load(path, { [name]: value });
      expect([name, marked.status, marked.headers["location"]]).toEqual([
        name,
        plain.status,
        plain.headers["location"],
      ]);
    }
  });
});

test("an upgrade to an address of the client's choosing opens no connection", async () => {
  let connections = 0;
  const canary = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const port = await new Promise<number>((resolve) => {
    canary.listen(0, "127.0.0.1", () => {
      const address = canary.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  await load("/sign-in");
  for (const target of [`http://127.0.0.1:${port}/`, `//127.0.0.1:${port}/`, "/"]) {
    const lines = [
      `GET ${target} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
    ];
    const answer = await rawRequest(server.port, `${lines.join("\r\n")}\r\n\r\n`);
    expect(answer.status).toBe(400);
  }
  expect(connections).toBe(0);
  canary.close();
});
