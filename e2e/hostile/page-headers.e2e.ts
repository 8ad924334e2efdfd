import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
