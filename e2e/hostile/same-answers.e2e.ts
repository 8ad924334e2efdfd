import { afterAll, beforeAll, expect, test } from "vitest";
import { type RawAnswer, rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { type HostileCase, hostile } from "./hostile-case.ts";

let servers: readonly RunningServer[];
beforeAll(async () => {
  servers = await Promise.all(
    ["1", "0"].map((path) => startServer({ env: { SIKKERKEY_GATE_FAST_PATH: path } })),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

const JSON_BODY = "Content-Type: application/json";
const post = (name: string, path: string, status: number, text: string, ...headers: string[]) =>
  hostile(name, `POST ${path}`, status, {
    headers: [...headers, `Content-Length: ${text.length}`],
    body: text,
  });
const ENROLL = "/v1/vault_0123456789abcdef/enroll/register";
const unknownToken = JSON.stringify({ token: "ske_x", publicKey: "AAAA", hostname: "h" });

const cases: readonly HostileCase[] = [
  hostile("health", "GET /v1/health", 200),
  hostile("an unsigned read", "GET /v1/secret/sk_0123456789", 401),
  hostile("an unsigned list", "GET /v1/secrets", 401),
  hostile("an unsigned project list", "GET /v1/cli/projects", 401),
  post("an unsigned export", "/v1/secrets/export", 401, ""),
  post("an unsigned export with a body", "/v1/secrets/export", 401, "{}", JSON_BODY),
  post("an unknown token", ENROLL, 404, unknownToken, JSON_BODY),
  post("an unknown token, with a charset", ENROLL, 404, unknownToken, `${JSON_BODY}; charset=utf-8`),
  post("no JSON", ENROLL, 400, "{", JSON_BODY),
  post("another type", ENROLL, 415, unknownToken, "Content-Type: text/plain"),
  post("an unknown key", ENROLL, 400, JSON.stringify({ token: "x", approved: true }), JSON_BODY),
  post("nothing at all", ENROLL, 400, ""),
  hostile("with compression on offer", "GET /v1/health", 200, { headers: ["Accept-Encoding: gzip, br"] }),
  hostile("an unknown route", "GET /v1/other", 404),
  hostile("a wrong method", "POST /v1/health", 405, { headers: ["Content-Length: 0"] }),
];

/** Of one exchange or one connection; Next frames with chunks what the gate frames with a length. */
const PASSING = ["date", "x-request-id", "connection", "keep-alive", "content-length", "transfer-encoding"];

/** What a client can rely on. */
function comparable({ status, headers, body }: RawAnswer) {
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  const kept = Object.entries(headers).filter(([name]) => !PASSING.includes(name));
  return { status, headers: Object.fromEntries(kept), body };
}

test.each(cases)("$name has one answer, with and without Next", async ({ bytes, statuses }) => {
  const answers = await Promise.all(servers.map(({ port }) => rawRequest(port, bytes(port))));
  const [direct, throughNext] = answers.map(comparable);
  expect(statuses).toContain(direct?.status);
  expect(throughNext).toEqual(direct);
});
