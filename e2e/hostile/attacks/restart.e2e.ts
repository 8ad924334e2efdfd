import { afterAll, beforeAll, expect, test } from "vitest";
import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { EVERYWHERE } from "./answers.ts";
import { type Field, makeField } from "./ground.ts";
import { send } from "./send.ts";

let field: Field;
beforeAll(async () => {
  field = await makeField();
});
afterAll(async () => {
  await field?.stop();
});

const aRead = () => {
  const path = `/v1/secret/${field.secret.id}`;
  return requestText(`GET ${path}`, signedLines(field.machine, { path }));
};

test("AT-02 a request that was used stays used when every process has been restarted", async () => {
  const text = aRead();
  expect((await send(field.direct, text)).status).toBe(200);
  field = { ...field, ...(await field.restart()) };
  const mark = await field.witness.mark();
  for (const server of [field.direct, field.throughNext]) {
    const answer = await send(server, text);
    expect([answer.status, answer.body]).toEqual([401, '{"error":"Authentication failed"}']);
  }
  expect(await field.witness.changesSince(mark)).toEqual([]);
  expect((await send(field.throughNext, aRead())).status).toBe(200);
});

test("AT-90 a database that is gone is one sentence, and nothing of where it was", async () => {
  const [read, other] = [aRead(), aRead()];
  const enrollment = requestText(
    `POST /v1/${field.vaultId}/enroll/register`,
    [],
    JSON.stringify({
      token: (await field.makeToken()).token,
      publicKey: "A".repeat(43).concat("="),
      hostname: "h",
    }),
  );
  await field.witness.end();
  await field.stopDatabase();
  for (const [server, text] of [
    [field.direct, read],
    [field.throughNext, other],
    [field.direct, enrollment],
    [field.throughNext, enrollment],
  ] as const) {
    const { status, body, headers } = await send(server, text);
    expect(status).toBe(503);
    expect(body).toBe('{"error":"The server is sealed or cannot record this request. Try again later."}');
    expect(headers).toMatchObject({ ...EVERYWHERE, "x-sikkerkey-error": "sealed" });
  }
  for (const path of ["/", "/sign-in", "/api/trpc/account.me"]) {
    const answer = await fetch(field.direct.url + path, { redirect: "manual" });
    const shown = JSON.stringify([...answer.headers]) + (await answer.text());
    expect(shown).not.toMatch(/ECONN|postgres:|127\.0\.0\.1:\d|node_modules|at \S+ \(/i);
  }
});
