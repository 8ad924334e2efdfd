import { expect, test, vi } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { makeMachineKeys } from "../access/machine-keys.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { aKey, type Signable, signedHeaders } from "../testing/test-machine.ts";
import { machineContext } from "./machine-context.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const machine = await aStoredMachine(owner);
const other = await aStoredMachine(owner);
const seconds = () => Math.floor(Date.now() / 1000);

const honest = (): Signable => ({
  machineId: machine.id,
  key: machine.key,
  method: "POST",
  path: "/v1/secrets/list",
  body: '{"projectId":"proj_a"}',
  timestampSeconds: seconds(),
});

type Sent = { method: string; target: string; body: string; headers: Record<string, string> };
const plane = {
  machineKeys: makeMachineKeys(),
  meter: makeRequestMeter(1000),
  readQueue: makeReadQueue(world.sql),
};

const sent = (request: Signable): Sent => ({
  method: request.method ?? "GET",
  target: request.path,
  body: String(request.body ?? ""),
  headers: signedHeaders(request),
});

async function answer({ method, target, body, headers }: Sent): Promise<string> {
  const request = { method, target, body: Buffer.from(body), headers: new Headers(headers) };
  try {
    return (await machineContext(aContext(world), request, plane)).actor.machineId;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
const REFUSED = "unauthenticated: Authentication failed";

test("an honest request is its machine's", async () => {
  expect(await answer(sent(honest()))).toBe(machine.id);
});

const mutated = (change: (request: Sent) => Sent) => change(sent(honest()));
const header = (name: string, value: (before: string) => string) => (request: Sent) => ({
  ...request,
  headers: { ...request.headers, [name]: value(request.headers[name] ?? "") },
});
const flip = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);

const cases: [string, (request: Sent) => Sent][] = [
  ["another method (AT-12)", (request) => ({ ...request, method: "GET" })],
  ["another path (AT-11)", (request) => ({ ...request, target: "/v1/secrets/export" })],
  ["a changed body (AT-13)", (request) => ({ ...request, body: request.body.replace("a", "b") })],
  ["a body with a space more", (request) => ({ ...request, body: `${request.body} ` })],
  ["another machine's id (AT-09)", header("x-machine-id", () => other.id)],
  ["an unknown machine (AT-10)", header("x-machine-id", () => "00000000-0000-4000-8000-000000000000")],
  ["an upper-case id", header("x-machine-id", (id) => id.toUpperCase())],
  ["an id with a space", header("x-machine-id", (id) => `${id} x`)],
  ["a later timestamp", header("x-timestamp", (text) => String(Number(text) + 1))],
  ["another nonce", header("x-nonce", (text) => flip(text, 3))],
  ["a flipped signature", header("x-signature", (text) => flip(text, 10))],
  ["a zero signature", header("x-signature", () => Buffer.alloc(64).toString("base64"))],
  [
    "a signature of 63 bytes",
    header("x-signature", (text) => Buffer.from(text, "base64").subarray(1).toString("base64")),
  ],
  ["a url-safe signature", header("x-signature", (text) => `-_${text.slice(2)}`)],
  ["a signature without padding", header("x-signature", (text) => text.slice(0, -2))],
  ["no signature", header("x-signature", () => "")],
  ["a nonce of 15 bytes (AT-06)", header("x-nonce", () => Buffer.alloc(15).toString("base64"))],
  ["a nonce with non-zero trailing bits", header("x-nonce", () => "AAECAwQFBgcICQoLDA0ODx==")],
  ["a nonce with a colon", header("x-nonce", () => "AAEC:wQFBgcICQoLDA0ODw==")],
  ["an upper-case hex nonce", header("x-nonce", () => "0A0102030405060708090A0B0C0D0E0F")],
  ["a nonce of 4 KB", header("x-nonce", () => "A".repeat(4096))],
];
test.each(cases)("%s is the one 401", async (_, change) => {
  expect(await answer(mutated(change))).toBe(REFUSED);
});

test.each([
  "1.7e9",
  "0x6553F100",
  "+1700000000",
  "01700000000",
  "１７００００００００",
  "1700000000000",
  "",
  "-1",
  "NaN",
])("timestamp %j is the one 401 (AT-05)", async (text) => {
  const request = sent(honest());
  const headers = { ...request.headers, "x-timestamp": encodeURIComponent(text) };
  expect(await answer({ ...request, headers })).toBe(REFUSED);
});

test("a key that is not the machine's is the one 401", async () => {
  expect(await answer(sent({ ...honest(), key: aKey() }))).toBe(REFUSED);
  expect(await answer(sent({ ...honest(), key: other.key }))).toBe(REFUSED);
});

test("a wrong signature asks the database as often as an unknown machine, also where the key is at hand (AT-10, AT-31)", async () => {
  const strange = header("x-machine-id", () => "00000000-0000-4000-8000-000000000000");
  const wrong = header("x-signature", (text) => flip(text, 10));
  const unkept = await aStoredMachine(owner);
  const asked = async (request: Sent) => {
    const execute = vi.spyOn(world.db, "execute");
    await answer(request);
    const { length } = execute.mock.calls;
    execute.mockRestore();
    return length;
  };
  expect(await asked(mutated(strange))).toBe(1);
  expect(await asked(wrong(sent({ ...honest(), machineId: unkept.id, key: unkept.key })))).toBe(1);
  await answer(sent(honest()));
  expect(await asked(sent(honest()))).toBe(0);
  expect(await asked(mutated(wrong))).toBe(1);
});

test("a key that was replaced in the database is taken after one refusal", async () => {
  const renewed = await aStoredMachine(owner);
  const request = () => sent({ ...honest(), machineId: renewed.id, key });
  let key = renewed.key;
  expect(await answer(request())).toBe(renewed.id);
  key = aKey();
  await world.ownerSql`update machines set public_key = ${Buffer.from(key.base64, "base64")} where id = ${renewed.id}`;
  expect(await answer(request())).toBe(REFUSED);
  expect(await answer(request())).toBe(renewed.id);
});

test("every changed character of an accepted request's headers and body is refused (INV-11)", async () => {
  const request = sent(honest());
  for (const name of Object.keys(request.headers))
    for (let at = 0; at < (request.headers[name] ?? "").length; at += 5)
      expect(await answer(header(name, (text) => flip(text, at))(request)), `${name} at ${at}`).toBe(REFUSED);
  for (let at = 0; at < request.body.length; at++)
    expect(await answer({ ...request, body: flip(request.body, at) })).toBe(REFUSED);
});

test("nothing was written for any of them: a stranger fills neither nonces nor audit log", async () => {
  expect(await world.sql`select from request_nonces`).toHaveLength(0);
  expect(await world.sql`select from audit_events`).toHaveLength(0);
});
