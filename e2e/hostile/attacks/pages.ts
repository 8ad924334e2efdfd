import { expect } from "vitest";
import { type RawAnswer, rawRequest } from "#e2e/raw-request.ts";
import { EVERYWHERE, pageRefusal, refusal, unreadable } from "./answers.ts";
import type { Answer, Attack, Story } from "./attack.ts";
import { makeCanary } from "./canary.ts";
import type { Ground } from "./ground.ts";
import { plain } from "./plain.ts";
import { freshSource } from "./send.ts";

const { "content-security-policy": _closed, ...PAGE_HEADERS } = EVERYWHERE;
const notFoundPage: Answer = { status: 404, headers: PAGE_HEADERS, body: /^<!DOCTYPE html>/, isPage: true };
const notFound = pageRefusal("not_found");
const apiRefusal = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: new RegExp(`"code":"${code}"`),
  isPage: true,
});

const switching = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
];
const upgrade = (line: string) =>
  plain("AT-20", `upgrade ${line}`, line, unreadable(), { headers: switching });

/** Headers by which Next's doors were opened once. */
const DOORS: readonly (readonly [string, string])[] = [
  ["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"],
  ["x-middleware-subrequest", "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware"],
  ["x-middleware-subrequest", "proxy:proxy:proxy:proxy:proxy"],
  ["x-middleware-rewrite", "/sign-in"],
  ["x-middleware-next", "1"],
  ["x-middleware-set-cookie", "sikkerkey-session=x"],
  ["x-nextjs-data", "1"],
  ["x-nextjs-redirect", "/"],
  ["x-matched-path", "/sign-in"],
  ["x-original-url", "/sign-in"],
  ["x-rewrite-url", "/sign-in"],
  ["x-invoke-path", "/sign-in"],
  ["x-invoke-status", "200"],
  ["x-now-route-matches", "1=x"],
  ["x-prerender-revalidate", "x"],
  ["x-forwarded-host", "evil.example"],
  ["next-resume", "1"],
];

const get = ({ server }: Ground, target: string, headers: readonly string[] = []): Promise<RawAnswer> =>
  rawRequest(
    server.port,
    `${[`GET ${target} HTTP/1.1`, `Host: localhost:${server.port}`, ...headers].join("\r\n")}\r\n\r\n`,
    { localAddress: freshSource() },
  );

const outcome = ({ status, headers }: RawAnswer) => [status, headers["location"]];

const PROTECTED = ["/", "/projects", "/machines", "/tokens", "/audit", "/settings", "/integrations"];

/** What a stranger sees of a protected page, whatever else they send along. */
const doors = (path: string): Story => ({
  at: "AT-21",
  name: `headers that once opened doors change nothing on ${path}`,
  async play(ground) {
    const closed = outcome(await get(ground, path));
    const next = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
    expect(closed).toEqual([307, `/sign-in${next}`]);
    for (const [name, value] of DOORS)
      expect([name, ...outcome(await get(ground, path, [`${name}: ${value}`]))]).toEqual([name, ...closed]);
    expect((await get(ground, path, ["next-action: 7f"])).status).toBe(400);
  },
});

const router = ["rsc: 1", "next-router-prefetch: 1", "next-router-segment-prefetch: /_tree"];

/** The router's own requests, by a stranger: no part of the page is in any of them. */
const partial = (path: string): Story => ({
  at: "AT-21",
  name: `no part of ${path} by the router's own requests`,
  async play(ground) {
    const variants = [
      [path, router.slice(0, 1)],
      [path, router],
      [`${path}?_rsc`, router.slice(0, 1)],
      [`${path}?_rsc=_i_aeImnuN6u1u1r`, router],
      [`${path}.rsc`, []],
      [`${path}.segments/_tree.segment.rsc`, []],
      [`${path}.segments/_full.segment.rsc`, router],
      [path, ["rsc: 1", "next-router-state-tree: %5B%22%22%2C%7B%7D%2Cnull%2C%22refetch%22%5D"]],
      [`${path}?_rsc=WCzv4JOXuLb8w6j7`, ["rsc: 1", "next-router-state-tree: %5B%22%22%5D"]],
    ] as const;
    for (const [target, headers] of variants) {
      const answer = await get(ground, target, headers);
      expect(answer.headers["cache-control"]).toBe("no-store");
      for (const shown of ["Ada Owner", "ada@example.com", "DATABASE_URL", ground.vaultId, ground.project.id])
        expect(answer.body).not.toContain(shown);
    }
  },
});

const noCall: Story = {
  at: "AT-20",
  name: "an upgrade to an address of the client's choosing opens no connection",
  async play(ground) {
    const canary = await makeCanary();
    for (const target of [`http://127.0.0.1:${canary.port}/`, `//127.0.0.1:${canary.port}/`, "/"]) {
      const lines = [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${canary.port}`, ...switching];
      expect((await rawRequest(ground.server.port, `${lines.join("\r\n")}\r\n\r\n`)).status).toBe(400);
    }
    expect(canary.isUntouched()).toBe(true);
    await canary.remove();
  },
};

const METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
const IMAGES = [
  "/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75",
  "/_next/image?url=%2Ffavicon.svg&w=64&q=75",
  "/_next/%69mage?url=%2Ffavicon.svg&w=64&q=75",
];

/** What a page never answers (AT-20, AT-21, AT-95, AT-96). */
export const pages: readonly (Attack | Story)[] = [
  ...[
    "GET /",
    "GET /_next/webpack-hmr",
    "GET http://169.254.169.254/",
    "GET http://127.0.0.1:5432/",
    "GET /v1/secrets",
    "GET //169.254.169.254/",
  ].map(upgrade),
  plain("AT-20", "a tunnel", "CONNECT 169.254.169.254:80", unreadable()),
  noCall,
  ...PROTECTED.flatMap((path) => [doors(path), partial(path)]),
  ...METHODS.map((method) =>
    plain(
      "AT-21",
      `${method} of a page`,
      `${method} /sign-in`,
      pageRefusal("method_not_allowed", { headers: { allow: "GET, HEAD" } }),
      {
        headers: ["Content-Length: 0"],
      },
    ),
  ),
  ...[
    "/metrics",
    "/health",
    "/.env",
    "/.git/config",
    "/server-status",
    "/api/trpc",
    "/package.json",
    "/_error",
  ].map((path) => plain("AT-95", `a look at ${path}`, `GET ${path}`, notFoundPage)),
  plain("AT-95", "a look at the panel", "GET /api/trpc/panel", apiRefusal(403, "cross_origin")),
  plain("AT-95", "a look at the session", "GET /api/auth/session", apiRefusal(404, "not_found")),
  ...[
    "/_next/data/x.json",
    "/_next/static/chunks/main.js.map",
    "/_next/server/app/page.js",
    "/_next/webpack-hmr",
    "/_next/BUILD_ID",
  ].map((path) => plain("AT-95", `a look at ${path}`, `GET ${path}`, notFound)),
  plain(
    "AT-95",
    "a way out of the static files",
    "GET /_next/static/..%2f..%2fserver/app/page.js",
    pageRefusal("invalid_request", { sentence: "The request target is not valid." }),
  ),
  plain("AT-95", "a look at the health of the machine plane", "GET /v1/health", {
    ...refusal("not_found"),
    status: 200,
    headers: { ...EVERYWHERE, "content-type": "application/json" },
    body: /^\{"status":"ok"\}$/,
  }),
  ...IMAGES.map((target) => plain("AT-96", `the image optimiser: ${target}`, `GET ${target}`, notFound)),
];
