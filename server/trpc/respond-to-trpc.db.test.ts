import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aPerson, aSession, type Person } from "../testing/a-person.ts";
import { installTestServices } from "../testing/install-test-services.ts";
import { respondToTrpc } from "./respond-to-trpc.ts";

const world = await testDatabase();
const { pageHeaders, logLines } = installTestServices(world);
const URL_BASE = "http://localhost:3000/api/trpc";

type Call = {
  path: string;
  method?: string;
  body?: string | null;
  headers?: Record<string, string | null>;
};
async function call({ path, method = "POST", body = "{}", headers = {} }: Call) {
  const sent = method === "GET" ? null : body;
  const response = await respondToTrpc(
    new Request(`${URL_BASE}/${path}`, { method, body: sent, headers: pageHeaders(headers) }),
  );
  const text = await response.text();
  const answer: { result?: { data: unknown }; error?: { message: string; data: Record<string, unknown> } } =
    JSON.parse(text);
  return { status: response.status, code: answer.error?.data["code"], answer, headers: response.headers };
}

const person: Person = await aPerson(world);
const cookieOf = async () => `sikkerkey-session=${(await aSession(world, person)).sessionSecret}`;
const cookie = await cookieOf();
const liveSessions = async () =>
  (await world.sql`select 1 from sessions where user_id = ${person.userId} and revoked_at is null`).length;

test("our own page reads and changes with the session's cookie", async () => {
  const me = await call({ path: "account.me", method: "GET", headers: { cookie, origin: null } });
  expect(me).toMatchObject({ status: 200, answer: { result: { data: { userId: person.userId } } } });
  expect(me.headers.get("cache-control")).toBe("no-store");
  await cookieOf();
  const revoked = await call({ path: "account.revokeOtherSessions", headers: { cookie } });
  expect(revoked).toMatchObject({ status: 200, answer: { result: { data: { count: 1 } } } });
});

test.each([
  ["a GET of a mutation", { method: "GET" }, 405, "method_not_allowed"],
  ["a form's text/plain", { headers: { "content-type": "text/plain" } }, 415, "unsupported_media_type"],
  [
    "a form's multipart",
    { headers: { "content-type": "multipart/form-data; boundary=x" } },
    415,
    "unsupported_media_type",
  ],
  ["a form's urlencoded", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 415, null],
  [
    "a JSON type hidden in text/plain",
    { headers: { "content-type": "text/plain; application/json" } },
    415,
    null,
  ],
  ["no content type", { headers: { "content-type": null } }, 415, null],
  ["another site's origin", { headers: { origin: "https://evil.example" } }, 403, "cross_origin"],
  ["a sibling origin", { headers: { origin: "http://localhost:3001" } }, 403, "cross_origin"],
  ["the origin null", { headers: { origin: "null" } }, 403, "cross_origin"],
  ["the origin with a path", { headers: { origin: "http://localhost:3000/" } }, 403, "cross_origin"],
  ["no origin", { headers: { origin: null } }, 403, "cross_origin"],
  ["a cross-site fetch", { headers: { "sec-fetch-site": "cross-site" } }, 403, "cross_origin"],
  ["a sibling subdomain's fetch", { headers: { "sec-fetch-site": "same-site" } }, 403, "cross_origin"],
  ["a typed address", { headers: { "sec-fetch-site": "none" } }, 403, "cross_origin"],
  ["no header of our pages", { headers: { "x-sikkerkey-app": null } }, 403, "cross_origin"],
] as const)("%s changes nothing, whatever cookie it carries", async (_, change, status, code) => {
  const before = await liveSessions();
  const headers = { cookie, ...("headers" in change ? change.headers : {}) };
  const answer = await call({ path: "account.revokeOtherSessions", ...change, headers });
  expect(answer.status).toBe(status);
  if (code !== null) expect(answer.code).toBe(code);
  expect(await liveSessions()).toBe(before);
});

test("another site cannot read either", async () => {
  const read = (headers: Record<string, string | null>) =>
    call({ path: "account.me", method: "GET", headers: { cookie, ...headers } });
  expect((await read({ origin: "https://evil.example" })).status).toBe(403);
  expect((await read({ origin: null, "sec-fetch-site": "same-site" })).status).toBe(403);
  expect((await read({ origin: null, "x-sikkerkey-app": null })).status).toBe(403);
});

test("one request is one call: no batch carries many guesses", async () => {
  const many = Array.from({ length: 1000 }, () => "account.me").join(",");
  for (const path of [`${many}?batch=1`, "account.me,account.me?batch=1"])
    expect((await call({ path, method: "GET", headers: { cookie, origin: null } })).status).toBe(400);
  const body = JSON.stringify({ 0: {}, "00": {}, 1: {} });
  const mutation = await call({ path: "account.revokeOtherSessions?batch=1", body, headers: { cookie } });
  expect(mutation.status).toBe(400);
});

test.each([
  "__proto__",
  "constructor",
  "constructor.prototype",
  "account.__proto__",
  "account",
  "toString",
  "setup.status.constructor",
  "_def",
])("the procedure %s does not exist", async (path) => {
  const answer = await call({ path, method: "GET", headers: { cookie, origin: null } });
  expect(answer).toMatchObject({ status: 404, code: "not_found" });
});

test.each(["__proto__", "constructor", "toJSON", "then"])("a key %s in an input is inert", async (key) => {
  const body = `{"sessionId":"00000000-0000","${key}":{"polluted":true}}`;
  const answer = await call({ path: "account.revokeSession", body, headers: { cookie } });
  expect([400, 404]).toContain(answer.status);
  expect("polluted" in {}).toBe(false);
});

test("a stranger is told that they are signed out, before their input is looked at", async () => {
  for (const headers of [{}, { cookie: `sikkerkey-session=${"A".repeat(43)}` }]) {
    const answer = await call({ path: "account.revokeSession", body: '{"nonsense":1}', headers });
    expect(answer).toMatchObject({ status: 401, code: "signed_out" });
  }
});

test("a revoked session fails on the very next call", async () => {
  const stolen = await cookieOf();
  const me = () => call({ path: "account.me", method: "GET", headers: { cookie: stolen, origin: null } });
  expect((await me()).status).toBe(200);
  await call({ path: "account.revokeOtherSessions", headers: { cookie } });
  expect(await me()).toMatchObject({ status: 401, code: "signed_out" });
});

test("an input that is not valid names its fields; text that is not JSON is refused", async () => {
  const body = JSON.stringify({ currentPassword: "x", newPassword: "short" });
  const answer = await call({ path: "account.changePassword", body, headers: { cookie } });
  expect(answer).toMatchObject({
    status: 400,
    code: "invalid_input",
    answer: {
      error: {
        data: {
          httpStatus: 400,
          requestId: "req-test",
          issues: [{ path: "newPassword", message: "Use at least 12 characters." }],
        },
      },
    },
  });
  expect((await call({ path: "account.changePassword", body: "{", headers: { cookie } })).status).toBe(400);
});

test("a limit says when to come back, and the log has the procedure's name and none of its input", async () => {
  const body = JSON.stringify({ currentPassword: "a wrong guess", newPassword: "a whole new password" });
  const guess = () => call({ path: "account.changePassword", body, headers: { cookie } });
  let answer = await guess();
  for (let index = 0; index < 10; index++) answer = await guess();
  expect(answer).toMatchObject({ status: 429, code: "too_many_requests" });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(logLines.at(-1)).toContain("account.changePassword");
  expect(logLines.join("")).not.toContain("wrong guess");
});

test("a request that did not come through the gate is nobody's", async () => {
  const headers = { cookie, origin: null, "x-gate-facts": "e30.AAAA" };
  const answer = await call({ path: "account.me", method: "GET", headers });
  expect(answer).toMatchObject({ status: 400, code: "invalid_request" });
});

test("a refusal before any procedure says under which request the log has it", async () => {
  const answer = await call({ path: "account.me", headers: { origin: "https://evil.example" } });
  expect(answer.answer.error?.data).toMatchObject({
    code: "cross_origin",
    requestId: "req-test",
    issues: [],
  });
});

test("a database that cannot serve now is 503, says nothing of itself, and is in the log", async () => {
  const { ownerSql } = world;
  const blocked = await ownerSql.reserve();
  await blocked`begin`;
  await blocked`lock table sessions in access exclusive mode`;
  const answer = await call({ path: "account.me", method: "GET", headers: { cookie, origin: null } });
  await blocked`rollback`;
  blocked.release();
  expect(answer).toMatchObject({ status: 503, code: "sealed" });
  expect(JSON.stringify(answer.answer)).not.toMatch(/lock|sessions|query/i);
  expect(logLines.at(-1)).toMatch(/55P03.*req-test|req-test.*55P03/);
}, 20_000);
