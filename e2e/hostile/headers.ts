import { type HostileCase, hostile } from "./hostile-case.ts";

const SIGNED = ["X-Machine-Id: 0190", "X-Timestamp: 1700000000", "X-Nonce: AAAA", "X-Signature: AAAA"];
const twice = (name: string, first: string, second: string) =>
  hostile(`${name} twice (${first}, ${second})`, "GET /v1/secrets", 400, {
    headers: [`${name}: ${first}`, `${name.toLowerCase()}: ${second}`],
  });

/** Headers said twice, missing, too many, or speaking for somebody else (AT-08, AT-12, AT-18, AT-24). */
export const headerCases: readonly HostileCase[] = [
  ...["X-Timestamp", "X-Signature", "X-Machine-Id", "X-Nonce", "Authorization", "Content-Type"].flatMap(
    (name) => [twice(name, "a", "a"), twice(name, "a", "b")],
  ),
  twice("Host", "localhost", "evil.example"),
  { name: "no Host", bytes: () => "GET /v1/secrets HTTP/1.1\r\n\r\n", statuses: [400] },
  { name: "no Host in HTTP/1.0", bytes: () => "GET /v1/secrets HTTP/1.0\r\n\r\n", statuses: [400] },
  { name: "a page without Host", bytes: () => "GET / HTTP/1.1\r\n\r\n", statuses: [400] },
  hostile("a foreign Host on a page", "GET /sign-in", 421, { host: "evil.example" }),
  hostile("a Host that starts like ours", "GET /sign-in", 421, { host: "localhost.evil.example" }),
  hostile("a foreign Host on the API", "GET /api/trpc/setup.status", 421, { host: "evil.example" }),
  hostile("HEAD of a signed route", "HEAD /v1/secrets", 405, { headers: SIGNED }),
  hostile("OPTIONS of a signed route", "OPTIONS /v1/secrets", 405, { headers: SIGNED }),
  hostile("TRACE of a signed route", "TRACE /v1/secrets", 405, { headers: SIGNED }),
  hostile("POST where only GET is", "POST /v1/secrets", 405, { headers: [...SIGNED, "Content-Length: 0"] }),
  hostile("GET where only POST is", "GET /v1/secrets/export", 405, { headers: SIGNED }),
  hostile("a method override is still a GET", "GET /v1/secrets", 401, {
    headers: ["X-HTTP-Method-Override: DELETE", "X-Method-Override: POST"],
  }),
  hostile("20 KB of headers", "GET /v1/secrets", 431, { headers: [`X-Big: ${"a".repeat(20_000)}`] }),
  hostile("200 headers", "GET /v1/secrets", 431, {
    headers: Array.from({ length: 200 }, (_, at) => `X-${at}: 1`),
  }),
  hostile("200 headers on a page", "GET /sign-in", 431, {
    headers: Array.from({ length: 200 }, (_, at) => `X-${at}: 1`),
  }),
  hostile("made-up facts", "GET /v1/secrets", 401, { headers: ["X-Gate-Facts: e30.AAAA"] }),
  hostile("a header called __proto__", "GET /v1/secrets", 401, {
    headers: ["__proto__: x", "constructor: y"],
  }),
];
