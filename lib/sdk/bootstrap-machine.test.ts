import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { AccessDeniedError, ConfigurationError, NotFoundError, SikkerKey } from "./sikkerkey.ts";
import { MACHINE_ID, type ScriptedAnswer, scriptedServer, VAULT_ID } from "./testing/scripted-server.ts";

const TOKEN = `ske_${"A".repeat(49)}`;
const home = mkdtempSync(join(tmpdir(), "sikkerkey-memory-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => {
  vi.stubEnv("SIKKERKEY_HOME", home);
  vi.stubEnv("SIKKERKEY_API_URL", "");
  vi.stubEnv("HOSTNAME", "");
});
afterEach(() => void vi.unstubAllEnvs());

const enrolled = (change: object = {}): ScriptedAnswer => ({
  body: {
    machineId: MACHINE_ID,
    machineName: "worker-1",
    vaultId: VAULT_ID,
    expiresAt: 1,
    apiUrl: "",
    ...change,
  },
});
const reads = (request: { path: string }): ScriptedAnswer =>
  request.path.endsWith("/enroll/register") ? enrolled() : { body: { value: "hunter2" } };

test("a machine in memory reads, and leaves nothing on disk", async () => {
  const server = await scriptedServer(reads);
  const client = await SikkerKey.bootstrap(VAULT_ID, TOKEN, { apiUrl: server.url }).inMemory();
  expect(await client.getSecret("sk_apikey0001")).toBe("hunter2");
  expect([client.machineId, client.machineName, client.vaultId]).toEqual([MACHINE_ID, "worker-1", VAULT_ID]);
  expect(server.seen.map(({ path }) => path)).toEqual([
    `/v1/${VAULT_ID}/enroll/register`,
    "/v1/secret/sk_apikey0001",
  ]);
  const { publicKey, ...sent } = JSON.parse(server.seen[0]?.body ?? "");
  expect(Buffer.from(publicKey, "base64")).toHaveLength(32);
  expect(sent).toEqual({ token: TOKEN, hostname: "serverless" });
  expect(readdirSync(home)).toEqual([]);
  expect(() => client.enableCache()).toThrow(ConfigurationError);
  expect(inspect(client, { showHidden: true }) + JSON.stringify(client) + client).not.toContain(TOKEN);
});

test("address and host name come from the options, else from the environment", async () => {
  const server = await scriptedServer(reads);
  vi.stubEnv("SIKKERKEY_API_URL", server.url);
  vi.stubEnv("HOSTNAME", "pod-7");
  await SikkerKey.bootstrap("test0123456789ab", TOKEN).inMemory();
  await SikkerKey.bootstrap(VAULT_ID, TOKEN, { hostname: "worker", name: "invoices" }).inMemory();
  expect(server.seen.map(({ body }) => JSON.parse(body))).toMatchObject([
    { hostname: "pod-7" },
    { hostname: "worker", name: "invoices" },
  ]);
});

test("reads go where the server says", async () => {
  const reading = await scriptedServer(() => ({ body: { value: "from there" } }));
  const enrolling = await scriptedServer(() => enrolled({ apiUrl: reading.url }));
  const client = await SikkerKey.bootstrap(VAULT_ID, TOKEN, { apiUrl: enrolling.url }).inMemory();
  expect(await client.getSecret("sk_apikey0001")).toBe("from there");
});

test.each([
  ["no address", VAULT_ID, TOKEN, {}],
  ["a plain address", VAULT_ID, TOKEN, { apiUrl: "http://secrets.example" }],
  ["no token", VAULT_ID, "", { apiUrl: "https://secrets.example" }],
  ["a bootstrap token", VAULT_ID, `skb_${"A".repeat(49)}`, { apiUrl: "https://secrets.example" }],
  ["no vault", "", TOKEN, { apiUrl: "https://secrets.example" }],
])("%s is a ConfigurationError that inMemory gives", async (_, vault, token, options) => {
  const refused = SikkerKey.bootstrap(vault, token, options).inMemory();
  await expect(refused).rejects.toBeInstanceOf(ConfigurationError);
});

test.each([
  [403, AccessDeniedError, 1],
  [404, NotFoundError, 1],
])(
  "a registration that is refused with %i is not repeated and does not show the token",
  async (status, kind, attempts) => {
    const server = await scriptedServer(() => ({ status, body: { error: "Because." } }));
    const refused = SikkerKey.bootstrap(VAULT_ID, TOKEN, { apiUrl: server.url }).inMemory();
    const error = await refused.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(kind);
    expect(inspect(error, { showHidden: true })).not.toContain(TOKEN);
    expect(server.seen).toHaveLength(attempts);
  },
);

test.each([{ machineId: "" }, { machineId: 5 }, { vaultId: "" }, { vaultId: "vault_another" }])(
  "an answer with %j is refused",
  async (change) => {
    const server = await scriptedServer(() => enrolled(change));
    const refused = SikkerKey.bootstrap(VAULT_ID, TOKEN, { apiUrl: server.url }).inMemory();
    await expect(refused).rejects.toMatchObject({ name: "ApiError" });
  },
);
