import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { ApiError, ConfigurationError, SikkerKey } from "./sikkerkey.ts";
import { aMachineOf, inTurn, type ScriptedAnswer } from "./testing/scripted-server.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-sdk-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FAST = { retryDelaysMs: [1, 1, 1], timeoutMs: 10_000 };
const ID = "sk_apikey0001";
const VALUE: ScriptedAnswer = { body: { value: "hunter2" } };

async function aClient() {
  const { server, identityFile } = await aMachineOf(folder, () => VALUE);
  const onFallback = vi.fn();
  const client = SikkerKey.create(identityFile, FAST).enableCache({ onFallback });
  const file = join(dirname(identityFile), "cache", `${ID}.skc`);
  return { server, client, onFallback, file, identityFile };
}

// wire-protocol 1.2, the column "cache may answer".
test.each([
  "cut" as const,
  ...[502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530].map((status) => ({ status })),
])("%j is answered from the cache, and somebody is told", async (outage) => {
  const { client, server, onFallback, file } = await aClient();
  await client.getSecret(ID);
  server.answer = () => outage;
  expect(await client.getSecret(ID)).toBe("hunter2");
  expect(onFallback.mock.calls).toEqual([[ID, JSON.parse(readFileSync(file, "utf8")).cachedAt]]);
  await expect(client.getSecret("sk_unread0001")).rejects.toBeInstanceOf(ApiError);
});

test.each([400, 401, 403, 404, 409, 410, 429, 500, 501, 505, 529, 200])("%i is not", async (status) => {
  const { client, server, onFallback } = await aClient();
  await client.getSecret(ID);
  server.answer = () => ({ status, body: "not a value" });
  await expect(client.getSecret(ID)).rejects.toMatchObject({ status });
  expect(onFallback).not.toHaveBeenCalled();
});

test.each([
  [401, false],
  [403, false],
  [404, false],
  [429, true],
  [500, true],
])("after %i the value is still kept: %s", async (status, isKept) => {
  const { client, server, file } = await aClient();
  await client.getSecret(ID);
  await client.getSecret("sk_another001");
  server.answer = () => ({ status, body: { error: "Because." } });
  await expect(client.getSecret(ID)).rejects.toMatchObject({ status });
  expect(existsSync(file)).toBe(isKept);
  server.answer = () => "cut";
  const later = client.getSecret(ID);
  await (isKept
    ? expect(later).resolves.toBe("hunter2")
    : expect(later).rejects.toMatchObject({ status: 0 }));
  expect(await client.getSecret("sk_another001")).toBe("hunter2");
});

test("a refusal between two failures of the network is what counts", async () => {
  const { client, server, file } = await aClient();
  await client.getSecret(ID);
  server.answer = inTurn("cut", { status: 403, body: { error: "Access denied" } });
  await expect(client.getSecret(ID)).rejects.toMatchObject({ status: 403 });
  expect(existsSync(file)).toBe(false);
});

test("fields come from the cache as well, lists and exports never do", async () => {
  const { client, server } = await aClient();
  server.answer = () => ({ body: { value: '{"host":"a"}' } });
  await client.getFields(ID);
  server.answer = () => "cut";
  expect(await client.getField(ID, "host")).toBe("a");
  // One after the other: a promise that fails before anybody waits for it is an error of the whole run.
  const reads = [() => client.listSecrets(), () => client.export(), () => client.exportSecrets()];
  for (const read of reads) await expect(read()).rejects.toMatchObject({ status: 0 });
});

test("an old value is not used beyond the limit", async () => {
  const { client, server, identityFile } = await aClient();
  await client.getSecret(ID);
  server.answer = () => "cut";
  const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 61_000);
  try {
    const limited = (limit: object) => SikkerKey.create(identityFile, FAST).enableCache(limit).getSecret(ID);
    expect(await limited({ maxAgeSeconds: 120 })).toBe("hunter2");
    await expect(limited({ maxAgeSeconds: 60 })).rejects.toMatchObject({ status: 0 });
    await expect(limited({ maxAge: 60 })).rejects.toMatchObject({ status: 0 });
  } finally {
    now.mockRestore();
  }
});

test.each([{ maxAgeSeconds: Number.NaN }, { maxAgeSeconds: -1 }, { maxAge: Number.NaN }])(
  "a limit such as %j is refused; it would be none",
  async (limit) => {
    const { client } = await aClient();
    expect(() => client.enableCache(limit)).toThrow(ConfigurationError);
  },
);

test("a damaged file is as good as none, and a folder that cannot be written to fails no read", async () => {
  const { client, server, file, identityFile } = await aClient();
  await client.getSecret(ID);
  writeFileSync(file, "{");
  server.answer = () => "cut";
  await expect(client.getSecret(ID)).rejects.toMatchObject({ status: 0 });
  server.answer = () => VALUE;
  rmSync(dirname(file), { recursive: true });
  writeFileSync(join(dirname(identityFile), "cache"), "");
  expect(await client.getSecret(ID)).toBe("hunter2");
});

test("without enableCache nothing is written and nothing is answered", async () => {
  const { server, identityFile } = await aMachineOf(folder, () => VALUE);
  const client = SikkerKey.create(identityFile, FAST);
  await client.getSecret(ID);
  expect(readdirSync(dirname(identityFile)).sort()).toEqual(["identity.json", "private.pem"]);
  server.answer = () => "cut";
  await expect(client.getSecret(ID)).rejects.toMatchObject({ status: 0 });
});
