import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { startTestGate } from "#server/testing/start-test-gate.ts";
import { FACTS_HEADER, verifyFacts } from "./facts.ts";

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of req) body += String(chunk);
  return body;
}

/** Stands where Next stands: says what arrived, and tries to cache it and to name itself. */
const gate = await startTestGate({
  machineRoutes: [],
  pageTemplates: ["/projects/[projectId]", "/api/trpc/[trpc]"],
  nextHandler: async (req, res) => {
    if (req.url === "/fails") {
      res.statusCode = 500;
      return void res.end();
    }
    if (req.url === "/waits") {
      await Promise.resolve();
      Object.assign(gate.pageOutcomes.getStore() ?? {}, { isUnavailable: true });
      res.statusCode = 500;
      return void res.end();
    }
    const seen = { url: req.url, method: req.method, headers: req.headers, body: await bodyOf(req) };
    res.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    res.setHeader("X-Powered-By", "Next.js");
    res.end(JSON.stringify(seen));
  },
});

const ask = (line: string, headers: readonly string[] = [], body = "") => {
  const hosts = headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: localhost:${gate.port}`];
  return rawRequest(gate.port, `${[`${line} HTTP/1.1`, ...hosts, ...headers].join("\r\n")}\r\n\r\n${body}`);
};
const nonceIn = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? "")?.[1];

describe("a page", () => {
  test("gets a policy with a nonce of its own and nothing inline", async () => {
    const [first, second] = await Promise.all([ask("GET /"), ask("GET /")]);
    const policy = first.headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(nonceIn(policy)).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonceIn(policy)).not.toBe(nonceIn(second.headers["content-security-policy"]));
  });

  test("is rendered with the nonce that its answer announces, and with the gate's word on the peer", async () => {
    const { headers, body } = await ask("GET /", [
      "Content-Security-Policy: script-src 'nonce-AAAA'",
      "X-Forwarded-For: 198.51.100.9",
    ]);
    const seen = JSON.parse(body).headers;
    expect(seen["content-security-policy"]).toBe(headers["content-security-policy"]);
    expect(seen["x-forwarded-for"]).toBe("127.0.0.1");
    expect(seen["x-forwarded-host"]).toBe("localhost:3000");
    const facts = verifyFacts(seen[FACTS_HEADER], gate.key);
    expect(facts).toMatchObject({ peer: "127.0.0.1", target: "/", requestId: headers["x-request-id"] });
    expect(facts?.nonce).toBe(nonceIn(headers["content-security-policy"]));
  });

  test("is never cached and does not name its maker; build output may be cached", async () => {
    const page = await ask("GET /projects/proj_0123456789");
    expect(page.headers["cache-control"]).toBe("no-store");
    expect(page.headers).not.toHaveProperty("x-powered-by");
    const asset = await ask("GET /_next/static/chunks/a.js");
    expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  test("is a 503 where it failed for want of the database, and a 500 where it failed otherwise", async () => {
    const answers = await Promise.all([ask("GET /waits"), ask("GET /fails")]);
    expect(answers.map(({ status, headers }) => [status, headers["cache-control"]])).toEqual([
      [503, "no-store"],
      [500, "no-store"],
    ]);
  });

  test("tells the browser to keep to itself", async () => {
    const { headers } = await ask("GET /");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers).not.toHaveProperty("strict-transport-security");
  });

  test.each([
    ["a foreign host", "GET /", ["Host: evil.example"], 421],
    ["loopback on another port", "GET /", ["Host: localhost:1"], 421],
    ["a server action", "GET /", ["Next-Action: 7f00"], 400],
    ["a POST", "POST /", ["Content-Length: 0"], 405],
    ["a POST that Flight would decode", "POST /sign-in", ["Next-Action: x", "Content-Length: 0"], 405],
    ["a body on a GET", "GET /", ["Content-Length: 1"], 400],
    ["the image optimiser", "GET /_next/image?url=http://169.254.169.254/&w=64&q=75", [], 404],
    ["the development socket", "GET /_next/webpack-hmr", [], 404],
    ["a source map", "GET /_next/static/chunks/a.js.map", [], 404],
    ["an absolute form", "GET http://evil.example/", [], 400],
    ["another host's path", "GET //evil.example/", [], 400],
    ["an upgrade", "GET /", ["Connection: Upgrade", "Upgrade: websocket"], 400],
    ["an upgrade header alone", "GET /", ["Upgrade: websocket"], 400],
  ] as const)("%s is refused", async (_, line, headers, status) => {
    const answer = await ask(line, headers, "");
    expect(answer.status).toBe(status);
    expect(answer.headers).not.toHaveProperty("location");
    expect(answer.headers["x-content-type-options"] ?? "nosniff").toBe("nosniff");
  });

  test("says how to be reached when asked under a foreign name", async () => {
    const answer = await ask("GET /", ["Host: 10.0.0.5:3000"]);
    expect(answer.body).toContain("http://localhost:3000");
    expect(answer.body).toContain("SIKKERKEY_BASE_URL");
  });
});

describe("the download of a bundle", () => {
  const target = "/bundles/bndl_0123456789/download";

  test("is a POST, and never compressed", async () => {
    const sent = ["Content-Type: application/json", "Content-Length: 2", "Accept-Encoding: gzip"];
    const { status, body, headers } = await ask(`POST ${target}`, sent, "{}");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ method: "POST", url: target, body: "{}" });
    expect(JSON.parse(body).headers).not.toHaveProperty("accept-encoding");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; base-uri/);
  });

  test.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])("%s reaches no handler (AT-51)", async (method) => {
    const answer = await ask(`${method} ${target}`, ["Purpose: prefetch", "Range: bytes=0-1"]);
    expect([answer.status, answer.headers["allow"]]).toEqual([405, "POST"]);
  });

  test.each([`${target}?x`, `${target}/`, "/bundles/bndl_0123456789/downloa%64", "/bundles/a/b/download"])(
    "%s is only another page, which nobody posts to",
    async (other) => {
      expect((await ask(`POST ${other}`, ["Content-Length: 0"])).status).toBe(405);
    },
  );

  test("refuses a body that no link has", async () => {
    expect((await ask(`POST ${target}`, ["Content-Length: 2097153"])).status).toBe(413);
  });
});

describe("the dashboard's API", () => {
  test("receives its body as it was sent, with the length that was counted", async () => {
    const text = JSON.stringify({ value: "ä".repeat(500_000) });
    const bytes = Buffer.from(text);
    const { status, body } = await ask(
      "POST /api/trpc/secrets.create",
      ["Content-Type: application/json", `Content-Length: ${bytes.length}`],
      bytes.toString("latin1"),
    );
    expect(status).toBe(200);
    const seen = JSON.parse(Buffer.from(body, "latin1").toString("utf8"));
    expect(seen).toMatchObject({ method: "POST", url: "/api/trpc/secrets.create", body: text });
    expect(seen.headers["content-length"]).toBe(String(bytes.length));
  });

  test("refuses more than 2 MiB in the shape its client reads", async () => {
    const answer = await ask(
      "POST /api/trpc/secrets.create",
      ["Content-Length: 2097153"],
      "x".repeat(2_097_153),
    );
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body).error).toMatchObject({
      message: "The request body is too large.",
      data: { code: "body_too_large", httpStatus: 413 },
    });
  });

  test("has no cross-origin preflight", async () => {
    const answer = await ask("OPTIONS /api/trpc/secrets.create", ["Origin: https://evil.example"]);
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

test("behind https every answer pins it", async () => {
  const secure = await startTestGate({ machineRoutes: [], config: { baseUrl: "https://secrets.example" } });
  for (const target of ["/", "/nowhere?x=%", "/v1/x"]) {
    const answer = await rawRequest(secure.port, `GET ${target} HTTP/1.1\r\nHost: secrets.example\r\n\r\n`);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=63072000");
  }
});

test("the log names templates, never targets", async () => {
  await ask("GET /projects/nottobelogged?token=nottobelogged");
  await ask("GET /nottobelogged");
  const lines = gate.logLines.join("");
  expect(lines).toContain('"route":"/projects/[projectId]"');
  expect(lines).not.toContain("nottobelogged");
});
