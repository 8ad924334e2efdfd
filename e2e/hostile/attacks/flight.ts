import { expect } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import type { Story } from "./attack.ts";
import { makeCanary } from "./canary.ts";
import { freshSource } from "./send.ts";

const PATHS = [
  "/",
  "/sign-in",
  "/set-up",
  "/projects",
  "/machines",
  "/tokens",
  "/nowhere",
  "/v1/secrets/list",
  "/v1/secrets",
  "/api/trpc/projects.list",
  "/api/trpc/projects.create",
  "/api/auth/callback/credentials",
  "/npm/-/ping",
  "/_next/static/chunks/x.js",
];

/** The statements that a decoder which runs what it is sent would run. */
const harm = (file: string, port: number) =>
  `process.mainModule.require('child_process').execSync('touch ${file}');fetch('http://127.0.0.1:${port}/')`;

const part = (name: string, body: string) =>
  `------x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${body}\r\n`;

/** The shapes that made React's decoder run strangers' code, hang or name its own functions in 2025. */
const payloads = (code: string): readonly (readonly [string, string])[] => {
  const chunk = {
    // biome-ignore lint/suspicious/noThenProperty: the attack is a thing that looks like a promise.
    then: "$1:__proto__:then",
    status: "resolved_model",
    reason: -1,
    value: '{"then":"$B0"}',
    _response: { _prefix: code, _formData: { get: "$1:constructor:constructor" } },
  };
  return [
    ["a chunk that is a promise", `${part("0", JSON.stringify(chunk))}${part("1", '"$@0"')}------x--\r\n`],
    ["an action by its id", `${part("$ACTION_ID_7f", "")}${part("0", '["$F1"]')}------x--\r\n`],
    [
      "a bound action",
      `${part("$ACTION_REF_1", "")}${part("$ACTION_1:0", '{"id":"child_process#execSync","bound":"$@1"}')}${part("$ACTION_1:1", JSON.stringify([code]))}------x--\r\n`,
    ],
    ["a chunk that refers to itself", `${part("0", '["$@0","$0","$Q0"]')}------x--\r\n`],
    ["a number of a million digits", `${part("0", `"$n${"9".repeat(1_000)}"`)}------x--\r\n`],
  ];
};

const story = (path: string): Story => ({
  at: "AT-22",
  name: `React's own dialect to ${path}`,
  async play({ server, witness }) {
    const canary = await makeCanary();
    const mark = await witness.mark();
    for (const [, body] of payloads(harm(canary.file, canary.port)))
      for (const action of [[], ["Next-Action: 7f00000000000000000000000000000000000000ff"]]) {
        const lines = [
          `POST ${path} HTTP/1.1`,
          `Host: localhost:${server.port}`,
          ...action,
          "Content-Type: multipart/form-data; boundary=----x",
          `Content-Length: ${body.length}`,
        ];
        const text = `${lines.join("\r\n")}\r\n\r\n${body}`;
        const answer = await rawRequest(server.port, text, { localAddress: freshSource() });
        expect([400, 401, 403, 405, 415]).toContain(answer.status);
        expect(answer.body.length).toBeLessThan(500);
      }
    expect(await witness.changesSince(mark)).toEqual([]);
    expect(canary.isUntouched()).toBe(true);
    await canary.remove();
  },
});

/** React Flight payloads on every kind of path (AT-22). */
export const flight: readonly Story[] = PATHS.map(story);
