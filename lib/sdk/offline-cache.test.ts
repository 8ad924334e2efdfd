import { createPrivateKey } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import vectors from "../protocol/vectors.json" with { type: "json" };
import { cacheKey, openCached, sealCached } from "./cache-cipher.ts";
import { openOfflineCache } from "./offline-cache.ts";
import { makeKeyPair, parsePrivateKey } from "./private-key.ts";

const golden = vectors.cacheGoldenVector;
const goldenKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${golden.seedHex}`, "hex"),
  format: "der",
  type: "pkcs8",
});
const root = mkdtempSync(join(tmpdir(), "sikkerkey-cache-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const privateKey = parsePrivateKey(makeKeyPair().pem);
const OWNER = { vaultId: "vault_test0123456789ab", machineId: "550e8400-e29b-41d4-a716-446655440000" };
const NOW = 1_800_000_000_000;

function aCache(change: Partial<Parameters<typeof openOfflineCache>[0]> = {}) {
  const folder = change.folder ?? join(mkdtempSync(join(root, "vault-")), "cache");
  return { folder, cache: openOfflineCache({ folder, ...OWNER, privateKey, now: () => NOW, ...change }) };
}

test("the golden file opens, with the key and in the folder of its owner", () => {
  const folder = mkdtempSync(join(root, "golden-"));
  writeFileSync(join(folder, `${golden.secretId}.skc`), golden.file);
  expect(cacheKey(goldenKey, golden.vaultId).toString("hex")).toBe(golden.derivedKeyHex);
  const { cache } = aCache({ folder, ...golden, privateKey: goldenKey });
  expect(cache.get(golden.secretId)).toEqual({ value: golden.value, cachedAt: 1_784_893_492 });
  expect(cache.list()).toEqual([{ secretId: golden.secretId, cachedAt: 1_784_893_492 }]);
});

test("the golden file is what we write, byte for byte", () => {
  const { nonce, cachedAt } = JSON.parse(golden.file);
  const at = { nonce: Buffer.from(nonce, "base64"), cachedAt };
  const key = cacheKey(goldenKey, golden.vaultId);
  expect(sealCached(key, golden, { value: golden.value }, at)).toBe(golden.file);
});

test.each([
  { value: "" },
  { value: "line\nline\r\n\0 ümlaut \u{1f511}" },
  { value: "hunter2", name: "API_KEY" },
  { value: '{"host":"a"}', name: "Database", fieldNames: '["host"]' },
  { value: "x".repeat(262_144) },
])("what is kept comes back", (secret) => {
  const { cache } = aCache();
  expect(cache.put("sk_apikey0001", secret)).toBe(true);
  expect(cache.get("sk_apikey0001")).toEqual({ ...secret, cachedAt: NOW / 1000 });
});

test("a single read keeps the name an export brought, and a structured secret's names follow its value", () => {
  const { cache } = aCache();
  cache.put("sk_single0001", { value: "old", name: "API_KEY" });
  cache.refresh("sk_single0001", "new");
  expect(cache.get("sk_single0001")).toEqual({ value: "new", name: "API_KEY", cachedAt: NOW / 1000 });
  const value = '{"host":"a","port":"1"}';
  cache.put("sk_fields0001", { value: '{"host":"a"}', name: "Database", fieldNames: '["host"]' });
  cache.refresh("sk_fields0001", value);
  expect(cache.get("sk_fields0001")).toMatchObject({
    value,
    name: "Database",
    fieldNames: '["host","port"]',
  });
  cache.refresh("sk_fields0001", "single now");
  expect(cache.get("sk_fields0001")?.fieldNames).toBeUndefined();
  cache.refresh("sk_unknown001", value);
  expect(cache.get("sk_unknown001")).toEqual({ value, cachedAt: NOW / 1000 });
});

test("a file holds nothing readable, is its owner's alone, and no draft stays behind", () => {
  const { cache, folder } = aCache();
  cache.put("sk_apikey0001", { value: "hunter2", name: "API_KEY" });
  expect(readdirSync(folder)).toEqual(["sk_apikey0001.skc"]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "sk_apikey0001.skc")).mode & 0o777).toBe(0o600);
  const text = readFileSync(join(folder, "sk_apikey0001.skc"), "utf8");
  expect(text).not.toMatch(/hunter2|API_KEY/);
  expect(Object.keys(JSON.parse(text))).toEqual(["v", "nonce", "ct", "cachedAt"]);
});

test("two files of one value share neither nonce nor ciphertext", () => {
  const { cache, folder } = aCache();
  const write = () => {
    cache.put("sk_apikey0001", { value: "same" });
    return JSON.parse(readFileSync(join(folder, "sk_apikey0001.skc"), "utf8"));
  };
  const [first, second] = [write(), write()];
  expect(first.nonce).not.toBe(second.nonce);
  expect(first.ct).not.toBe(second.ct);
});

test.each([
  ["another version", (file: Fields) => ({ ...file, v: 2 })],
  ["no version", ({ v: _, ...file }: Fields) => file],
  ["a later date", (file: Fields) => ({ ...file, cachedAt: NOW / 1000 + 1 })],
  ["a date as text", (file: Fields) => ({ ...file, cachedAt: String(NOW / 1000) })],
  ["a flipped bit", (file: Fields) => ({ ...file, ct: flip(file.ct) })],
  ["a cut ciphertext", (file: Fields) => ({ ...file, ct: String(file.ct).slice(0, 8) })],
  ["a short nonce", (file: Fields) => ({ ...file, nonce: "AAAA" })],
  ["an empty nonce", (file: Fields) => ({ ...file, nonce: "" })],
  ["nothing in it", () => ({})],
  ["no object", () => null],
  ["no JSON", () => undefined],
])("a file with %s is a miss", (_, change) => {
  const { cache, folder } = aCache();
  const file = join(folder, "sk_apikey0001.skc");
  cache.put("sk_apikey0001", { value: "hunter2" });
  const changed = change(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, changed === undefined ? "{" : JSON.stringify(changed));
  expect(cache.get("sk_apikey0001")).toBeNull();
  expect(cache.list()).toEqual([]);
});

test("what the plain text is not, is a miss: a value that is no text", () => {
  const key = cacheKey(privateKey, OWNER.vaultId);
  const place = { ...OWNER, secretId: "sk_a" };
  const at = { nonce: Buffer.alloc(12), cachedAt: 1 };
  const wrong = JSON.parse('{"value":5}');
  expect(openCached(key, place, sealCached(key, place, wrong, at))).toBeNull();
});

test("a file that was renamed, or belongs to another machine, vault or key, is a miss", () => {
  const { cache, folder } = aCache();
  cache.put("sk_apikey0001", { value: "hunter2" });
  for (const other of [
    { vaultId: "vault_other" },
    { machineId: "another" },
    { privateKey: parsePrivateKey(makeKeyPair().pem) },
  ])
    expect(aCache({ folder, ...other }).cache.get("sk_apikey0001")).toBeNull();
  renameSync(join(folder, "sk_apikey0001.skc"), join(folder, "sk_apikey0002.skc"));
  expect(cache.get("sk_apikey0002")).toBeNull();
});

test.each(["", "../x", "a/b", "sk.a", "sk_ä", "a\0", "x".repeat(129)])("%j is never a file", (secretId) => {
  const { cache, folder } = aCache();
  expect(cache.put(secretId, { value: "v" })).toBe(false);
  expect(cache.get(secretId)).toBeNull();
  cache.forget(secretId);
  expect(() => statSync(folder)).toThrow("ENOENT");
});

test.each([
  [59, 60, true],
  [60, 60, true],
  [61, 60, false],
  [1_000_000, undefined, true],
  [-200, 60, true],
  [-301, 60, false],
])("%i seconds later, with a limit of %s, there is an answer: %s", (later, limit, isThere) => {
  const { cache, folder } = aCache();
  cache.put("sk_apikey0001", { value: "hunter2" });
  const then = aCache({ folder, now: () => NOW + later * 1000 }).cache;
  expect(then.get("sk_apikey0001", limit) !== null).toBe(isThere);
});

test("forget drops one, clear drops all and only what is the cache's", () => {
  const { cache, folder } = aCache();
  for (const id of ["sk_a", "sk_b", "sk_c"]) cache.put(id, { value: id });
  cpSync(join(folder, "sk_a.skc"), join(folder, "notes.txt"));
  mkdirSync(join(folder, "sk_folder.skc"));
  cache.forget("sk_b");
  expect(cache.list().map(({ secretId }) => secretId)).toEqual(["sk_a", "sk_c"]);
  expect(cache.clear()).toBe(3);
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

test("without a folder there is nothing, and a folder that cannot be made is no exception", () => {
  const { cache } = aCache();
  expect([cache.get("sk_a"), cache.list(), cache.clear()]).toEqual([null, [], 0]);
  const file = join(mkdtempSync(join(root, "file-")), "cache");
  writeFileSync(file, "");
  expect(aCache({ folder: file }).cache.put("sk_a", { value: "v" })).toBe(false);
});

type Fields = Record<string, unknown>;

function flip(text: unknown): string {
  const bytes = Buffer.from(String(text), "base64");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString("base64");
}
