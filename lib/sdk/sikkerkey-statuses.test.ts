import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { RETRY_DELAYS_MS } from "./attempt-again.ts";
import {
  AccessDeniedError,
  ApiError,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  RateLimitedError,
  ServerSealedError,
  SikkerKey,
  SikkerKeyError,
} from "./sikkerkey.ts";
import { aMachineOf, inTurn, type ScriptedAnswer } from "./testing/scripted-server.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FAST = { retryDelaysMs: [1, 1, 1], timeoutMs: 10_000 };
const ID = "sk_apikey0001";

async function aClient(...answers: readonly ScriptedAnswer[]) {
  const { server, identityFile } = await aMachineOf(folder, inTurn(...answers));
  return { server, client: SikkerKey.create(identityFile, FAST) };
}

const because = (status: number): ScriptedAnswer => ({ status, body: { error: "Because." } });

// wire-protocol 1.2, the columns "SDK exception" and "retried by SDK".
test.each([
  [400, ApiError, 1],
  [401, AuthenticationError, 1],
  [402, ApiError, 1],
  [403, AccessDeniedError, 1],
  [404, NotFoundError, 1],
  [409, ConflictError, 1],
  [410, ApiError, 1],
  [413, ApiError, 1],
  [422, ApiError, 1],
  [429, RateLimitedError, 4],
  [500, ApiError, 1],
  [501, ApiError, 1],
  [502, ApiError, 1],
  [503, ServerSealedError, 4],
  [504, ApiError, 1],
  [520, ApiError, 1],
  [530, ApiError, 1],
  [201, ApiError, 1],
  [204, ApiError, 1],
  [302, ApiError, 1],
])("%i is %o after %i attempts", async (status, kind, attempts) => {
  const { client, server } = await aClient(because(status));
  const error = await client.getSecret(ID).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(SikkerKeyError);
  expect(error).toMatchObject({ status, httpStatus: status, constructor: kind, name: kind.name });
  expect(server.seen).toHaveLength(attempts);
});

test("the error says what the server said, what to do, and the server's id of the request", async () => {
  const headers = { "x-request-id": "00000000-0000-4000-8000-000000000000" };
  const { client } = await aClient({ status: 403, body: { error: "Access denied" }, headers });
  await expect(client.getSecret(ID)).rejects.toMatchObject({
    message: "Access denied (403)",
    remedy: expect.stringContaining("granted"),
    requestId: headers["x-request-id"],
  });
});

test.each([["cut"], ["hang"]] as const)(
  "a connection that is %s is ApiError(0) after four attempts",
  async (answer) => {
    const { server, identityFile } = await aMachineOf(folder, () => answer);
    const client = SikkerKey.create(identityFile, { ...FAST, timeoutMs: answer === "hang" ? 50 : 10_000 });
    const error = await client.getSecret(ID).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 0 });
    expect(server.seen).toHaveLength(4);
  },
);

test("one success ends the attempts, each of which was signed anew", async () => {
  const { client, server } = await aClient("cut", because(503), because(429), {
    body: { value: "hunter2" },
  });
  expect(await client.getSecret(ID)).toBe("hunter2");
  const nonces = server.seen.map(({ headers }) => headers["x-nonce"]);
  const signatures = server.seen.map(({ headers }) => headers["x-signature"]);
  expect([new Set(nonces).size, new Set(signatures).size]).toEqual([4, 4]);
});

test("a refusal after an outage is final", async () => {
  const { client, server } = await aClient(because(503), because(403), { body: { value: "hunter2" } });
  await expect(client.getSecret(ID)).rejects.toBeInstanceOf(AccessDeniedError);
  expect(server.seen).toHaveLength(2);
});

test("the waits are one, two and four seconds, and somebody can do without", async () => {
  expect(RETRY_DELAYS_MS).toEqual([1000, 2000, 4000]);
  const { server, identityFile } = await aMachineOf(folder, inTurn(because(503)));
  const client = SikkerKey.create(identityFile, { retryDelaysMs: [] });
  await expect(client.getSecret(ID)).rejects.toBeInstanceOf(ServerSealedError);
  expect(server.seen).toHaveLength(1);
});
