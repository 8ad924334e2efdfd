import { describe, expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { allowedHosts, checkHost } from "./allowed-hosts.ts";
import { forwardableHeaders } from "./forwardable-headers.ts";
import { checkMethod } from "./methods.ts";
import { checkProtocolSwitches } from "./protocol-switches.ts";
import { checkSingleValued } from "./single-valued.ts";

function codeOf(run: () => void): string {
  try {
    run();
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.code : "crashed";
  }
}

describe("single-valued headers", () => {
  test.each([
    "Host",
    "x-machine-id",
    "X-Timestamp",
    "X-Nonce",
    "X-SIGNATURE",
    "Content-Length",
    "Content-Type",
    "Authorization",
  ])("%s twice is refused, whether the values agree or not", (name) => {
    expect(codeOf(() => checkSingleValued(["host", "a", name, "1", name.toLowerCase(), "1"]))).toBe(
      "invalid_request",
    );
    expect(codeOf(() => checkSingleValued(["host", "a", name, "1", name, "2"]))).toBe("invalid_request");
  });

  test("a request names its host", () => {
    expect(codeOf(() => checkSingleValued(["accept", "*/*"]))).toBe("invalid_request");
  });

  test("100 headers pass, 101 do not", () => {
    const headers = (count: number) => [
      "host",
      "a",
      ...Array.from({ length: count - 1 }, (_, i) => [`x-${i}`, "1"]).flat(),
    ];
    expect(codeOf(() => checkSingleValued(headers(100)))).toBe("accepted");
    expect(codeOf(() => checkSingleValued(headers(101)))).toBe("headers_too_large");
  });
});

describe("protocol switches", () => {
  test.each(["upgrade", "expect", "trailer"])("%s is refused", (name) => {
    expect(codeOf(() => checkProtocolSwitches({ [name]: "x" }))).toBe("invalid_request");
  });

  test.each(["gzip", "br", "identity"])("a body in %s is refused", (encoding) => {
    expect(codeOf(() => checkProtocolSwitches({ "content-encoding": encoding }))).toBe(
      "unsupported_media_type",
    );
  });
});

describe("inbound headers", () => {
  const kept = (plane: "machine" | "page", ...names: string[]) =>
    forwardableHeaders(
      names.flatMap((name) => [name, "v"]),
      plane,
    ).map(([name]) => name);

  test("that only the gate, a proxy or Next may set never arrive", () => {
    const hostile = [
      "Forwarded",
      "X-Forwarded-For",
      "X-FORWARDED-HOST",
      "x-forwarded-proto",
      "X-Real-IP",
      "X-Client-IP",
      "True-Client-IP",
      "X-Middleware-Subrequest",
      "x-middleware-rewrite",
      "X-Gate-Facts",
      "x-gate-peer",
      "Content-Security-Policy",
      "X-NextJS-Data",
      "Next-Action",
      "X-HTTP-Method-Override",
      "x-invoke-path",
      "X-Original-URL",
      "Via",
      "Transfer-Encoding",
      "Content-Length",
      "Connection",
    ];
    expect(kept("page", ...hostile)).toEqual([]);
    expect(kept("machine", ...hostile)).toEqual([]);
  });

  test("of React's navigation reach pages and nobody else", () => {
    const navigation = ["rsc", "next-router-state-tree", "next-router-prefetch", "next-url"];
    expect(kept("page", ...navigation)).toEqual(navigation);
    expect(kept("machine", ...navigation)).toEqual([]);
  });

  test("of the protocol arrive, in lower case and in order", () => {
    const names = ["X-Machine-Id", "X-Timestamp", "X-Nonce", "X-Signature", "Content-Type", "User-Agent"];
    expect(kept("machine", ...names)).toEqual(names.map((name) => name.toLowerCase()));
  });
});

describe("host names of pages", () => {
  const hosts = allowedHosts("https://secrets.example", 3000);
  const code = (host: string | undefined) => codeOf(() => checkHost(host, hosts, "https://secrets.example"));

  test.each([
    "secrets.example",
    "Secrets.Example",
    "secrets.example:443",
    "localhost:3000",
    "127.0.0.1:3000",
    "[::1]:3000",
  ])("%s is ours", (host) => expect(code(host)).toBe("accepted"));

  test.each([
    "evil.example",
    "secrets.example.evil",
    "secrets.example:3000",
    "localhost",
    "localhost:80",
    "",
    undefined,
  ])("%s is not", (host) => expect(code(host)).toBe("misdirected"));
});

test.each([
  ["page", "POST"],
  ["page", "PUT"],
  ["asset", "POST"],
  ["api", "OPTIONS"],
  ["api", "DELETE"],
  ["api", "HEAD"],
  ["page", "TRACE"],
] as const)("%s refuses %s", (plane, method) => {
  expect(codeOf(() => checkMethod(method, plane))).toBe("method_not_allowed");
});
