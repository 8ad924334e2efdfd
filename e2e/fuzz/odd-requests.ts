import type { Draws } from "#server/testing/fuzz/random.ts";

const METHODS = [
  "GET",
  "POST",
  "HEAD",
  "PUT",
  "OPTIONS",
  "TRACE",
  "get",
  "G",
  "PRI",
  "CONNECT",
  "POST\t",
] as const;
const TARGETS = [
  "/v1/secrets",
  "/v1/secrets/list",
  "/v1/secrets/export",
  "/v1/secrets/poll",
  "/v1/secret/sk_0123456789",
  "/v1/health",
  "/v1/bootstrap/skb_x",
  "/v1/x/enroll/register",
  "/v1/x/enroll/rehearse",
  "//v1/secrets",
  "/v1/../v1/secrets",
  "/v1/%2e%2e/secrets",
  "/V1/secrets",
  "/v1/secrets?x",
  "/v1/secrets#x",
  "*",
  "http://evil.example/v1/secrets",
  "/_next/image?url=/",
  "/api/trpc/projects.list",
] as const;
const VERSIONS = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "http/1.1", "HTTP/0.9", ""] as const;
const NAMES = [
  "Host",
  "Content-Length",
  "Transfer-Encoding",
  "Content-Type",
  "Content-Encoding",
  "Connection",
  "Upgrade",
  "Expect",
  "Trailer",
  "TE",
  "Cookie",
  "Authorization",
  "X-Machine-Id",
  "X-Timestamp",
  "X-Nonce",
  "X-Signature",
  "X-Forwarded-For",
  "X-Gate-Facts",
  "X-Middleware-Subrequest",
  "Next-Action",
  "RSC",
  "If-None-Match",
  "Range",
  "__proto__",
  "constructor",
  "X-\u00e9",
  "",
  "X A",
] as const;
const ENDS = ["\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n ", "\r\n\t", "\r\n\r\n"] as const;
const BODIES = [
  "",
  "{}",
  "0\r\n\r\n",
  "2\r\n{}\r\n0\r\n\r\n",
  "ffffffff\r\n",
  "1;a=b\r\nx\r\n0\r\nX-T: y\r\n\r\n",
  "GET /v1/secrets HTTP/1.1\r\nHost: x\r\n\r\n",
] as const;

function value(draws: Draws): string {
  switch (draws.int(8)) {
    case 0:
      return draws.chance(20) ? draws.bytes(draws.int(60)) : "x";
    case 1:
      return draws.pick([
        "chunked",
        "gzip, chunked",
        "identity",
        "close",
        "keep-alive",
        "upgrade",
        "100-continue",
        "h2c",
      ]);
    case 2:
      return String(draws.pick([0, 1, 2, -1, 65_536, 65_537, 4_294_967_296]));
    case 3:
      return draws.pick([
        "application/json",
        "application/json; charset=utf-8",
        "multipart/form-data; boundary=x",
        "text/plain",
      ]);
    case 4:
      return "a".repeat(draws.int(draws.chance(20) ? 17_000 : 300));
    case 5:
      return draws.pick(["localhost", "evil.example", "[::1]", "a:b", "\u00ff", '"', 'W/"x"', "*"]);
    case 6:
      return draws.pick(["1700000000", "AAAAAAAAAAAAAAAAAAAAAA==", "0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b"]);
    default:
      return "";
  }
}

/** A request out of the grammar's parts, each of which may be one that is not in it. */
export function grammarRequest(draws: Draws): string {
  const line = [
    draws.pick(METHODS),
    draws.chance(85) ? draws.pick(TARGETS) : `/${draws.bytes(draws.int(40))}`,
    draws.chance(80) ? "HTTP/1.1" : draws.pick(VERSIONS),
  ].join(draws.chance(95) ? " " : draws.pick(["  ", "\t", ""]));
  const headers = Array.from(
    { length: draws.chance(95) ? draws.int(8) : draws.int(300) },
    () =>
      `${draws.chance(50) ? `X-${draws.int(9)}` : draws.pick(NAMES)}${draws.chance(98) ? ":" : draws.pick([" :", "", ";"])}${draws.pick([" ", "", "\t"])}${value(draws)}`,
  );
  const all = draws.chance(80) ? [line, "Host: localhost", ...headers] : [line, ...headers];
  return `${all.map((one) => one + (draws.chance(99) ? "\r\n" : draws.pick(ENDS))).join("")}\r\n${draws.pick(BODIES)}`;
}

/** The bytes of a request that was good, with one to four things done to them. */
export function mutated(draws: Draws, good: string): string {
  let text = good;
  for (let left = 1 + draws.int(4); left > 0; left -= 1) text = changed(draws, text);
  return text;
}

function changed(draws: Draws, text: string): string {
  const at = draws.int(text.length + 1);
  const to = at + draws.int(Math.min(30, text.length - at + 1));
  const lines = text.split("\r\n");
  const line = draws.int(lines.length);
  switch (draws.int(9)) {
    case 0:
      return text.slice(0, at) + draws.bytes(1) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return (
        text.slice(0, at) +
        draws.pick(["\r\n", "\n", "\r", " ", "\t", "\u0000", ":", "%00", "/", "?", "../"]) +
        text.slice(at)
      );
    case 4:
      return [...lines.slice(0, line), lines[line] ?? "", ...lines.slice(line)].join("\r\n");
    case 5:
      return [...lines.slice(0, line), ...lines.slice(line + 1)].join("\r\n");
    case 6:
      return [...lines.slice(0, 1), `${draws.pick(NAMES)}: ${value(draws)}`, ...lines.slice(1)].join("\r\n");
    case 7:
      return text.slice(0, at);
    default:
      return text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to);
  }
}
