import { expect } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { EVERYWHERE, forbidden, refusal } from "./answers.ts";
import type { Answer, Attack, Story } from "./attack.ts";
import { recorded } from "./effects.ts";
import { enrollment } from "./enrollment.ts";
import { asOwner, notStored } from "./people.ts";
import { freshSource } from "./send.ts";

const LIST = "/v1/secrets/list";
const invalidJson = refusal("invalid_request", {
  sentence: "The request body is not valid JSON in UTF-8 without a byte order mark.",
});
const malformed = (sentence: string) => refusal("invalid_request", { sentence });
const onlyProject = "Send a JSON object with nothing in it but projectId.";
const invalid = (sentence: string) => refusal("invalid_input", { sentence });

/** Signed over exactly these odd bytes: what is wrong comes after the signature. */
const signedBody = (name: string, body: string, answer: Answer, type?: string): Attack => ({
  at: "AT-90",
  name,
  answer,
  bytes: ({ machine }) =>
    requestText(
      `POST ${LIST}`,
      [
        ...signedLines(machine, { method: "POST", path: LIST, body }),
        ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      ],
      body,
    ),
});

const NOT_JSON: readonly (readonly [string, string])[] = [
  ["half an object", "{"],
  ["no JSON at all", "projectId=proj_0000000000"],
  ["a byte order mark", "\xef\xbb\xbf{}"],
  ["invalid UTF-8", '{"projectId":"\xff\xfe"}'],
  ["half a character", '{"projectId":"\xc3"}'],
  ["UTF-16", "\xff\xfe{\x00}\x00"],
  ["a NUL behind", '{"projectId":"a"}\x00'],
  ["two documents", "{}{}"],
  ["NaN", '{"projectId":NaN}'],
  ["a comment", '{"projectId":"a"/**/}'],
];

const WRONG: readonly (readonly [string, string, string])[] = [
  ["a number", "1", onlyProject],
  ["a list", "[]", onlyProject],
  ["null", "null", onlyProject],
  ["a number where text is", '{"projectId":1e400}', "projectId: Send the id as text."],
  ["an object where text is", '{"projectId":{"$ne":""}}', "projectId: Send the id as text."],
  ["a key that every object has", '{"projectId":"a","__proto__":{"polluted":1}}', onlyProject],
  ["another such key", '{"projectId":"a","constructor":1}', onlyProject],
  [
    "an id of 200 characters",
    `{"projectId":"${"a".repeat(200)}"}`,
    "projectId: An id has at most 128 characters.",
  ],
];

/** Ids that no column holds are nobody's: an error of the database would be a 503, on which caches serve old values. */
const impossibleId = (path: string, body: string): Attack => ({
  at: "AT-90",
  name: `${path} with ${body}`,
  bytes: ({ machine }) =>
    requestText(`POST ${path}`, signedLines(machine, { method: "POST", path, body }), body),
  answer: forbidden,
  effect: recorded("machine.request_denied", "project_not_linked"),
});

/** What a signed-in page is answered must not stay in any cache, nor be another's. */
const caches: Story = {
  at: "AT-91",
  name: "no answer that a machine or person gets may be kept or shared",
  async play({ server, cookie, machine, secret }) {
    const ask = (line: string, headers: readonly string[]) =>
      rawRequest(
        server.port,
        `${[`${line} HTTP/1.1`, `Host: localhost:${server.port}`, ...headers].join("\r\n")}\r\n\r\n`,
        { localAddress: freshSource() },
      );
    const path = `/v1/secret/${secret.id}`;
    const signedIn = [`Cookie: ${cookie}`];
    const router = ["rsc: 1"];
    for (const [line, headers, status] of [
      ["GET /", signedIn, 200],
      ["GET /projects", signedIn, 200],
      ["GET /settings", signedIn, 200],
      ["GET /projects?_rsc", [...signedIn, ...router], 200],
      ["GET /api/auth/csrf", [...signedIn, "X-SikkerKey-App: 1"], 200],
      [`GET ${path}`, signedLines(machine, { path }), 200],
    ] as const) {
      const answer = await ask(line, headers);
      expect([line, answer.status, answer.headers["cache-control"]]).toEqual([line, status, "no-store"]);
    }
    const stranger = await ask("GET /projects?_rsc", router);
    expect(stranger.body).not.toMatch(/Field|Ada Owner/);
  },
};

/** Errors that say too much, answers that stay, and things without an end (AT-90, AT-91, AT-98). */
export const oracle: readonly (Attack | Story)[] = [
  ...NOT_JSON.map(([name, body]) => signedBody(name, body, invalidJson)),
  ...WRONG.map(([name, body, sentence]) => signedBody(name, body, invalid(sentence))),
  signedBody("nothing", "", malformed("The request body is empty. Send a JSON object.")),
  signedBody(
    "10,000 levels",
    `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
    malformed("The request body is nested too deeply."),
  ),
  signedBody(
    "a key twice",
    '{"projectId":"a","projectId":"b"}',
    malformed("The request body has a key more than once. Send each key once."),
  ),
  signedBody(
    "a key twice, once in disguise",
    '{"projectId":"a","project\\u0049d":"b"}',
    malformed("The request body has a key more than once. Send each key once."),
  ),
  ...["/v1/secrets/list", "/v1/secrets/export"].flatMap((path) =>
    ["\\u0000", "\\ud800", "a'--"].map((id) => impossibleId(path, `{"projectId":"${id}"}`)),
  ),
  signedBody("another type", "{}", refusal("unsupported_media_type"), "text/plain"),
  signedBody("a type that begins like ours", "{}", refusal("unsupported_media_type"), "application/jsonp"),
  enrollment("AT-90", "an enrollment with a number for a token", {
    fields: { token: 1 },
    answer: invalid("token: Invalid input: expected string, received number"),
  }),
  enrollment("AT-90", "an enrollment with text that no column holds", {
    fields: { token: "ske_\u0000" },
    answer: refusal("enrollment_token_unknown"),
  }),
  caches,
  {
    at: "AT-91",
    name: "the health answer",
    bytes: () => requestText("GET /v1/health", ["Accept-Encoding: gzip, br"]),
    answer: {
      status: 200,
      headers: { ...EVERYWHERE, "content-type": "application/json" },
      body: '{"status":"ok"}',
    },
  },
  asOwner("AT-98", "a project name of 1 MB", {
    procedure: "projects.create",
    input: () => ({ name: "n".repeat(1_000_000) }),
    answer: notStored,
  }),
  asOwner("AT-98", "a description of 1 MB", {
    procedure: "projects.create",
    input: () => ({ name: "Described", description: "d".repeat(1_000_000) }),
    answer: notStored,
  }),
  asOwner("AT-98", "a secret's name of 1 MB", {
    procedure: "secrets.create",
    input: ({ project }) => ({
      projectId: project.id,
      name: "N".repeat(1_000_000),
      content: { kind: "single", value: "v" },
    }),
    answer: notStored,
  }),
  asOwner("AT-98", "a value of 1 MB", {
    procedure: "secrets.create",
    input: ({ project }) => ({
      projectId: project.id,
      name: "BIG",
      content: { kind: "single", value: "v".repeat(1_000_000) },
    }),
    answer: notStored,
  }),
  asOwner("AT-98", "100,000 secrets at once", {
    procedure: "secrets.import",
    input: ({ project }) => ({
      projectId: project.id,
      secrets: Array.from({ length: 20_000 }, (_, at) => ({ name: `N${at}`, value: "v" })),
    }),
    answer: notStored,
  }),
  asOwner("AT-98", "a token for 2,000 secrets", {
    procedure: "tokens.create",
    input: ({ project, secret }) => ({
      name: "many",
      projectIds: [project.id],
      secretIds: Array(2_000).fill(secret.id),
      tokenLifetimeSeconds: 3600,
      machineLifetimeSeconds: 3600,
      maxUses: 1,
    }),
    answer: notStored,
  }),
  asOwner("AT-98", "a token for a million machines", {
    procedure: "tokens.create",
    input: ({ project, secret }) => ({
      name: "endless",
      projectIds: [project.id],
      secretIds: [secret.id],
      tokenLifetimeSeconds: 3600,
      machineLifetimeSeconds: 3600,
      maxUses: 1_000_000,
    }),
    answer: notStored,
  }),
];
