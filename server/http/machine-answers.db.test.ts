import { describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { rawRequest } from "#e2e/raw-request.ts";
import { MACHINE_ROUTES } from "../gate/routes.ts";
import { services } from "../services.ts";
import { aStoredMachine, aStoredProject, aStoredSecret, type StoredMachine } from "../testing/a-machine.ts";
import { aUserContext } from "../testing/fixtures.ts";
import { installTestServices } from "../testing/install-test-services.ts";
import { startTestGate } from "../testing/start-test-gate.ts";
import { signedHeaders } from "../testing/test-machine.ts";

const world = await testDatabase();
installTestServices(world);
const gate = await startTestGate({ machineRoutes: MACHINE_ROUTES });

const stored = await aUserContext(world);
const { keyring } = services();
await world.ownerSql`delete from vault_keys where vault_id = ${stored.actor.vaultId}`;
await keyring.createVaultKey(world.db, stored.actor.vaultId);
const owner = { ...stored, keyring };
const projectId = await aStoredProject(owner, "Web");
const single = await aStoredSecret(owner, projectId, { kind: "single", value: "exact" }, "API_KEY");
const fields = [
  { name: "port", value: "5432" },
  { name: "host", value: "db" },
];
const structured = await aStoredSecret(owner, projectId, { kind: "structured", fields }, "DB");
const secretIds = [single.id, structured.id];
const reader = await aStoredMachine(owner, { projectIds: [projectId], secretIds });
const bare = await aStoredMachine(owner, {});

type Sent = {
  headers?: readonly string[] | undefined;
  body?: string | undefined;
  machine?: StoredMachine | undefined;
};

/** A signed request as bytes: nothing is added that the row does not name, not even a User-Agent. */
function ask(call: string, { headers = [], body = "", machine = reader }: Sent = {}) {
  const [method = "", path = ""] = call.split(" ");
  const bytes = Buffer.from(body);
  const signed = signedHeaders({
    ...{ machineId: machine.id, key: machine.key, method, path, body: bytes },
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const length = method === "GET" ? [] : [`Content-Length: ${bytes.length}`];
  const lines = [
    ...Object.entries(signed).map(([name, value]) => `${name}: ${value}`),
    ...length,
    ...headers,
  ];
  const head = [`${call} HTTP/1.1`, "Host: localhost", "Connection: close", ...lines].join("\r\n");
  return rawRequest(gate.port, `${head}\r\n\r\n${bytes.toString("latin1")}`);
}
const JSON_TYPE = "Content-Type: application/json";

const listed = [
  { id: single.id, name: "API_KEY", fieldNames: null, projectId },
  { id: structured.id, name: "DB", fieldNames: '["port","host"]', projectId },
];
const exported = [
  { id: single.id, name: "API_KEY", value: "exact", fieldNames: null },
  { id: structured.id, name: "DB", value: '{"port":"5432","host":"db"}', fieldNames: '["port","host"]' },
];
const noApplication = { applicationId: null, applicationName: null };
const cliSecrets = listed.map(({ projectId, ...secret }, index) => ({
  ...secret,
  ...{ projectId, projectName: "Web", ...noApplication, type: index === 0 ? "secret" : "structured" },
}));
const cliProjects = [{ projectId, projectName: "Web", ...noApplication }];
const notMine = { changes: { sk_x: { status: "access_denied" } } };
const noAccess = {
  valid: false,
  projectName: null,
  error: "This machine may not use the project, or the project is gone.",
};

type Row = { section: string; call: string; body?: string; machine?: StoredMachine; answer: object };
/** Wire-protocol 2, with nothing in an answer that it does not name: one client refuses unknown keys. */
const answers: readonly Row[] = [
  { section: "2.1", call: `GET /v1/secret/${single.id}`, answer: { value: "exact" } },
  { section: "2.1", call: `GET /v1/secret/${structured.id}`, answer: { value: exported[1]?.value } },
  { section: "2.2", call: "GET /v1/secrets", answer: { secrets: listed } },
  { section: "2.2", call: "GET /v1/secrets", machine: bare, answer: { secrets: [] } },
  {
    section: "2.3",
    call: "POST /v1/secrets/list",
    body: JSON.stringify({ projectId }),
    answer: { secrets: listed },
  },
  ...[undefined, "{}", `{"projectId": "${projectId}"}`, '{"projectId":null,"applicationId":null}'].map(
    (body) => ({
      ...{ section: "2.4", call: "POST /v1/secrets/export", answer: { secrets: exported } },
      ...(body === undefined ? {} : { body }),
    }),
  ),
  { section: "2.4", call: "POST /v1/secrets/export", machine: bare, answer: { secrets: [] } },
  ...[undefined, "{}", '{"watch":null}', '{"watch": []}', `{"watch":["${single.id}"]}`].map((body) => ({
    ...{ section: "2.5", call: "POST /v1/secrets/poll", answer: { changes: {} } },
    ...(body === undefined ? {} : { body }),
  })),
  { section: "2.5", call: "POST /v1/secrets/poll", body: '{"watch":["sk_x","sk_x"]}', answer: notMine },
  { section: "2.6", call: "GET /v1/cli/projects", answer: { projects: cliProjects } },
  { section: "2.6", call: "GET /v1/cli/projects", machine: bare, answer: { projects: [] } },
  { section: "2.7", call: "GET /v1/cli/secrets", answer: { secrets: cliSecrets } },
  { section: "2.7", call: "GET /v1/cli/secrets", machine: bare, answer: { secrets: [] } },
  {
    section: "2.8",
    call: "POST /v1/verify-access",
    body: JSON.stringify({ projectId }),
    answer: { valid: true, projectName: "Web", error: null },
  },
  { section: "2.8", call: "POST /v1/verify-access", body: '{"projectId":"proj_x"}', answer: noAccess },
];

test.each(answers)("$section $call $body is exactly this, without a User-Agent", async (row) => {
  const { call, body, machine, answer } = row;
  const got = await ask(call, { body, machine, headers: body === undefined ? [] : [JSON_TYPE] });
  expect(got.status).toBe(200);
  expect(got.headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
  expect(JSON.parse(Buffer.from(got.body, "latin1").toString())).toEqual(answer);
});

const POSTS = [
  { call: "POST /v1/secrets/poll", good: '{"watch":["sk_x"]}', list: '{"watch":' },
  { call: "POST /v1/secrets/list", good: JSON.stringify({ projectId }), list: '{"projectId":' },
  { call: "POST /v1/secrets/export", good: JSON.stringify({ projectId }), list: '{"projectId":' },
  { call: "POST /v1/verify-access", good: JSON.stringify({ projectId }), list: '{"projectId":' },
];

describe.each(POSTS)("$call", ({ call, good, list }) => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON;charset=UTF-8",
    'application/json ; boundary="x y"; charset=utf-8',
  ])("takes the type %s", async (type) => {
    expect((await ask(call, { body: good, headers: [`Content-Type: ${type}`] })).status).toBe(200);
  });

  test("takes text as Python writes it, and hashes what came", async () => {
    const body = `${good.replaceAll(":", ": ")} \n`;
    expect((await ask(call, { body, headers: [JSON_TYPE] })).status).toBe(200);
  });

  test.each([
    ["another type", good, "text/plain", 415, "Send application/json."],
    ["no type", good, null, 415, "Send application/json."],
    ["a byte order mark", `\uFEFF${good}`, null, 400, "not valid JSON in UTF-8 without a byte order mark"],
    ["half of it", good.slice(0, -1), null, 400, "not valid JSON"],
    ["the key twice", `${good.slice(0, -1)},${good.slice(1)}`, null, 400, "a key more than once"],
    ["deep nesting", `${list}${"[".repeat(99)}${"]".repeat(99)}}`, null, 400, "nested too deeply"],
    ["another key", `${good.slice(0, -1)},"approved":true}`, null, 400, "nothing in it but"],
    ["a list", `[${good}]`, null, 400, "nothing in it but"],
    ["null", "null", null, 400, "nothing in it but"],
    ["a number in the list's place", `${list}7}`, null, 400, "Send "],
    ["an object in the id's place", `${list}{"$ne":1}}`, null, 400, "Send "],
    ["an id too long", good.replace(/"[^"]*"([\]}]+)$/, `"${"x".repeat(129)}"$1`), null, 400, "128"],
  ])("refuses %s and says why", async (name, body, type, status, sentence) => {
    const headers = type !== null ? [`Content-Type: ${type}`] : name === "no type" ? [] : [JSON_TYPE];
    const got = await ask(call, { body, headers });
    const answer: unknown = JSON.parse(got.body);
    expect([got.status, answer]).toEqual([status, { error: expect.stringContaining(sentence) }]);
  });
});

test.each(["POST /v1/secrets/list", "POST /v1/verify-access"])("%s needs its project", async (call) => {
  const [none, empty] = [await ask(call), await ask(call, { body: "{}", headers: [JSON_TYPE] })];
  expect([none.status, none.body]).toEqual([
    400,
    '{"error":"The request body is empty. Send a JSON object."}',
  ]);
  expect([empty.status, empty.body]).toEqual([400, '{"error":"projectId: Send the id as text."}']);
});

test("more ids than a poll takes are refused with the number", async () => {
  const body = (count: number) =>
    JSON.stringify({ watch: Array.from({ length: count }, (_, at) => `sk_${at}`) });
  const poll = (count: number) =>
    ask("POST /v1/secrets/poll", { body: body(count), headers: [JSON_TYPE], machine: bare });
  expect((await poll(1_000)).status).toBe(200);
  const refused = await poll(1_001);
  expect([refused.status, refused.body]).toEqual([
    400,
    '{"error":"watch: Ask for at most 1,000 ids at once."}',
  ]);
});

describe("a conditional read", () => {
  const path = `GET /v1/secret/${single.id}`;
  const etag = `"${single.id}.v1"`;

  test("is offered by every answer with a value", async () => {
    expect((await ask(path)).headers["etag"]).toBe(etag);
  });

  test.each([[etag], [`"other", W/${etag}`], ["*"]])(
    "with %s is 304: the tag, no body and no cache",
    async (tags) => {
      const got = await ask(path, { headers: [`If-None-Match: ${tags}`] });
      expect([got.status, got.body]).toEqual([304, ""]);
      expect(got.headers).toMatchObject({ etag, "cache-control": "no-store" });
      expect(got.headers).not.toHaveProperty("content-type");
      expect(got.headers).not.toHaveProperty("content-length");
    },
  );

  test("in two header lines is one list", async () => {
    const headers = ['If-None-Match: "other"', `If-None-Match: ${etag}`];
    expect((await ask(path, { headers })).status).toBe(304);
  });

  test("of a machine without the grant is 403, with no tag", async () => {
    const got = await ask(path, { headers: ["If-None-Match: *"], machine: bare });
    expect([got.status, got.headers["etag"]]).toEqual([403, undefined]);
  });
});
