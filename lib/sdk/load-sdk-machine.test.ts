import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSdkMachine } from "./load-sdk-machine.ts";
import { makeKeyPair, publicKeyOf } from "./private-key.ts";
import { writeIdentity } from "./testing/scripted-server.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-identity-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ORIGIN = "https://secrets.example";
const [FIRST, SECOND] = ["vault_first0000000000", "vault_second000000000"];

function aHome(...vaults: readonly string[]) {
  const home = mkdtempSync(join(root, "home-"));
  const files = vaults.map((vault) => writeIdentity(home, ORIGIN, vault).identityFile);
  return { home, files, env: { SIKKERKEY_HOME: home } };
}

const vaultOf = (...input: Parameters<typeof loadSdkMachine>) => loadSdkMachine(...input).identity.vaultId;

// wire-protocol 6.5, "Identity choice, SDK".
test("an argument is a vault, with or without vault_, or a path", () => {
  const { env, files } = aHome(FIRST, SECOND);
  expect(vaultOf(env, SECOND)).toBe(SECOND);
  expect(vaultOf(env, "second000000000")).toBe(SECOND);
  expect(vaultOf({}, files[1] ?? "")).toBe(SECOND);
  expect(vaultOf({}, relative(process.cwd(), files[1] ?? ""))).toBe(SECOND);
});

test("an argument wins over SIKKERKEY_IDENTITY, which wins over the vaults on disk", () => {
  const { env, files } = aHome(FIRST, SECOND);
  const named = { ...env, SIKKERKEY_IDENTITY: files[0] };
  expect(vaultOf(named, null)).toBe(FIRST);
  expect(vaultOf(named, SECOND)).toBe(SECOND);
  expect(vaultOf({ SIKKERKEY_HOME: "/nonexistent", SIKKERKEY_IDENTITY: files[1] }, null)).toBe(SECOND);
});

test("the only vault needs no name; of several, one must be named", () => {
  expect(vaultOf(aHome(FIRST).env, null)).toBe(FIRST);
  expect(() => loadSdkMachine(aHome(FIRST, SECOND).env, null)).toThrow("identities for 2 vaults");
  expect(() => loadSdkMachine(aHome().env, null)).toThrow("There is no identity");
});

test.each(["../first0000000000", "vault_../x", "vault_third0000000000", "vault_"])(
  "%j is no vault here",
  (vault) => {
    expect(() => loadSdkMachine(aHome(FIRST).env, vault)).toThrow(/not a vault id|cannot be read/);
  },
);

test("no variable changes where an identity on disk asks", () => {
  const env = { ...aHome(FIRST).env, SIKKERKEY_API_URL: "https://elsewhere.example" };
  expect(loadSdkMachine(env, null).apiUrl).toBe(ORIGIN);
});

test("the key is the one the identity names; a home that was moved has it beside the identity", () => {
  const { files } = aHome(FIRST);
  const [identityFile = ""] = files;
  const original = publicKeyOf(loadSdkMachine({}, identityFile).privateKey);
  const moved = join(root, "moved");
  cpSync(dirname(identityFile), moved, { recursive: true });
  rmSync(dirname(identityFile), { recursive: true });
  const movedFile = join(moved, "identity.json");
  expect(publicKeyOf(loadSdkMachine({}, movedFile).privateKey)).toBe(original);
  const elsewhere = makeKeyPair();
  writeFileSync(join(root, "elsewhere.pem"), elsewhere.pem);
  const identity = {
    ...JSON.parse(readFileSync(movedFile, "utf8")),
    privateKeyPath: join(root, "elsewhere.pem"),
  };
  writeFileSync(movedFile, JSON.stringify(identity));
  expect(publicKeyOf(loadSdkMachine({}, movedFile).privateKey)).toBe(elsewhere.publicKey);
});

test.each([
  ["no JSON", "{"],
  ["a path as address", { apiUrl: "https://secrets.example/base" }],
  ["plain http", { apiUrl: "http://127.0.0.1:3000" }],
  ["no vault", { vaultId: "" }],
])("an identity with %s is refused, and its text is not repeated", (_, change) => {
  const identityFile = aHome(FIRST).files[0] ?? "";
  const before = JSON.parse(readFileSync(identityFile, "utf8"));
  writeFileSync(identityFile, typeof change === "string" ? change : JSON.stringify({ ...before, ...change }));
  expect(() => loadSdkMachine({}, identityFile)).toThrow("not usable");
});

test("a key that cannot be used is refused without a word of it", () => {
  const identityFile = aHome(FIRST).files[0] ?? "";
  writeFileSync(join(dirname(identityFile), "private.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");
  expect(() => loadSdkMachine({}, identityFile)).toThrow(
    /^The private key .* is not usable: it is not an unencrypted/,
  );
  mkdirSync(join(root, "empty"), { recursive: true });
  expect(() => loadSdkMachine({}, join(root, "empty"))).toThrow("cannot be read (EISDIR)");
});

test("a claim is the command's to redeem, and the error says so", () => {
  const env = { SIKKERKEY_HOME: "/nonexistent", SIKKERKEY_CLAIM: "/etc/sikkerkey/claim.json" };
  expect(() => loadSdkMachine(env, null)).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining("`sikkerkey run --all --`") }),
  );
});
