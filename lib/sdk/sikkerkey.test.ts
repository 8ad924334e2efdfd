import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import {
  ConfigurationError,
  ExportRefusedError,
  FieldNotFoundError,
  SecretStructureError,
  SikkerKey,
} from "./sikkerkey.ts";
import { aMachineOf, inTurn, MACHINE_ID, type ScriptedAnswer, VAULT_ID } from "./testing/scripted-server.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FAST = { retryDelaysMs: [1, 1, 1], timeoutMs: 10_000 };
const ID = "sk_apikey0001";

async function aClient(...answers: readonly ScriptedAnswer[]) {
  const { server, identityFile, pem } = await aMachineOf(folder, inTurn(...answers));
  return { server, pem, client: SikkerKey.create(identityFile, FAST) };
}

describe("answers", () => {
  test.each([
    ["getSecret", {}],
    ["getSecret", { value: 5 }],
    ["getSecret", []],
    ["getSecret", "<html>"],
    ["getSecret", ""],
    ["listSecrets", {}],
    ["listSecrets", { secrets: null }],
    ["listSecrets", { secrets: [{ id: "sk_a" }] }],
    ["listSecrets", { secrets: [{ id: "sk_a", name: "A", fieldNames: ["host"], projectId: null }] }],
    ["export", { secrets: null }],
    ["export", { secrets: [{ id: "sk_a", name: "A", fieldNames: null }] }],
    ["export", { secrets: [{ id: "sk_a", name: "A", value: "{}", fieldNames: "host" }] }],
    ["exportSecrets", { secrets: {} }],
  ] as const)("%s answered with %j is an ApiError, once", async (method, body) => {
    const { client, server } = await aClient({ body });
    await expect(client[method](method === "getSecret" ? ID : "proj_a")).rejects.toMatchObject({
      name: "ApiError",
      status: 200,
    });
    expect(server.seen).toHaveLength(1);
  });

  test("requests are those of the wire", async () => {
    const { client, server } = await aClient({ body: { value: "v", secrets: [] } });
    await client.getSecret(ID);
    await client.listSecrets();
    await client.listSecretsByProject("proj_a");
    await client.export();
    await client.export("proj_a");
    expect(server.seen.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
      `GET /v1/secret/${ID} `,
      "GET /v1/secrets ",
      'POST /v1/secrets/list {"projectId":"proj_a"}',
      "POST /v1/secrets/export ",
      'POST /v1/secrets/export {"projectId":"proj_a"}',
    ]);
    expect(new Set(server.seen.map(({ headers }) => headers["x-machine-id"]))).toEqual(new Set([MACHINE_ID]));
  });

  test.each(["", "sk a", "sk_a?x=1", "../secrets", "sk_ä"])("%j is refused before it is sent", async (id) => {
    const { client, server } = await aClient({ body: { value: "v" } });
    await expect(client.getSecret(id)).rejects.toBeInstanceOf(ConfigurationError);
    expect(() => client.watch(id, () => {})).toThrow(ConfigurationError);
    expect(server.seen).toEqual([]);
  });

  test("fields of a structured secret, all or one", async () => {
    const { client } = await aClient({ body: { value: '{"host":"a","__proto__":"b"}' } });
    expect(Object.entries(await client.getFields(ID))).toEqual([
      ["host", "a"],
      ["__proto__", "b"],
    ]);
    expect(await client.getField(ID, "host")).toBe("a");
    const missing = client.getField(ID, "port");
    await expect(missing).rejects.toBeInstanceOf(FieldNotFoundError);
    await expect(missing).rejects.toMatchObject({ remedy: "Its fields are: host, __proto__." });
  });

  test.each(["hunter2", "[]", "55555", "null", '{"port":5}'])("%j has no fields", async (value) => {
    const { client } = await aClient({ body: { value } });
    const error = await client.getFields(ID).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(SecretStructureError);
    expect(inspect(error)).not.toContain(value);
  });
});

describe("export", () => {
  const secret = (name: string, value: string, fieldNames: string | null = null) => ({
    id: `sk_${name}`,
    name,
    value,
    fieldNames,
  });

  test("names are mangled and fields expanded; values are exact", async () => {
    const secrets = [
      secret("api-key", "a\n'$(b)"),
      secret("Database Credentials", '{"host":"h","user name":"u"}', '["host","user name"]'),
      secret("JSON", '{"host":"h"}'),
    ];
    const { client } = await aClient({ body: { secrets } });
    expect(await client.export()).toEqual({
      API_KEY: "a\n'$(b)",
      DATABASE_CREDENTIALS_HOST: "h",
      DATABASE_CREDENTIALS_USER_NAME: "u",
      JSON: '{"host":"h"}',
    });
    expect(await client.exportSecrets()).toEqual(secrets);
  });

  test.each([
    [
      "two of one variable",
      [secret("DB_URL", "1"), secret("DB", '{"url":"2"}', '["url"]')],
      "would both be DB_URL",
    ],
    ["a name that controls the shell", [secret("LD_PRELOAD", "1")], "LD_PRELOAD"],
    ["a name that is none", [secret("9", "1")], "is not a variable's name"],
    ["fields that are not there", [secret("DB", '{"a":"1"}', '["b"]')], "does not hold the fields"],
  ])("%s refuse everything, with the reason", async (_, secrets, reason) => {
    const { client } = await aClient({ body: { secrets } });
    const refused = client.export();
    await expect(refused).rejects.toBeInstanceOf(ExportRefusedError);
    await expect(refused).rejects.toThrow(reason);
    expect(await client.exportSecrets()).toHaveLength(secrets.length);
  });
});

test("who it is can be seen, its key cannot", async () => {
  const { client, pem, server } = await aClient({});
  expect([client.machineId, client.machineName, client.vaultId, client.apiUrl]).toEqual([
    MACHINE_ID,
    "ci-0a1b2c3d",
    VAULT_ID,
    server.url,
  ]);
  const shown = [
    String(client),
    JSON.stringify(client),
    inspect(client, { showHidden: true, depth: 10 }),
    JSON.stringify(Reflect.ownKeys(client)),
  ].join("\n");
  expect(shown).toContain("SikkerKey(ci-0a1b2c3d in vault_test0123456789ab)");
  expect(shown).not.toMatch(/PRIVATE|PrivateKey|privateKey/);
  expect(shown).not.toContain(pem.split("\n")[1]);
});

test.each([
  { timeoutMs: Number.NaN },
  { timeoutMs: 0 },
  { timeoutMs: 2 ** 31 },
  { retryDelaysMs: [1, -1] },
  { retryDelaysMs: [Number.NaN] },
])("the options %j are refused instead of misread, also before a token is spent", async (options) => {
  const { identityFile, server } = await aMachineOf(folder, inTurn({}));
  expect(() => SikkerKey.create(identityFile, options)).toThrow(ConfigurationError);
  const bootstrap = SikkerKey.bootstrap(VAULT_ID, "ske_x", { apiUrl: server.url, ...options });
  await expect(bootstrap.inMemory()).rejects.toBeInstanceOf(ConfigurationError);
  expect(server.seen).toEqual([]);
});

test("without arguments the environment is asked, and new and create are the same", async () => {
  const { home, server, identityFile } = await aMachineOf(folder, inTurn({ body: { value: "v" } }));
  vi.stubEnv("SIKKERKEY_IDENTITY", "");
  vi.stubEnv("SIKKERKEY_HOME", home);
  try {
    for (const client of [
      new SikkerKey(),
      SikkerKey.create(),
      SikkerKey.create(null),
      SikkerKey.create(VAULT_ID),
    ])
      expect(await client.getSecret(ID)).toBe("v");
    expect(SikkerKey.listVaults()).toEqual([VAULT_ID]);
    vi.stubEnv("SIKKERKEY_IDENTITY", identityFile);
    vi.stubEnv("SIKKERKEY_HOME", "/nonexistent");
    expect(new SikkerKey().apiUrl).toBe(server.url);
    vi.stubEnv("SIKKERKEY_IDENTITY", "/nonexistent/identity.json");
    expect(() => new SikkerKey()).toThrow(ConfigurationError);
    expect(SikkerKey.listVaults()).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
  }
});
