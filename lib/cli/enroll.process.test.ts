import { createPrivateKey } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { startFakeServer } from "./testing/fake-server.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { TOKEN, VAULT_ID, WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

async function enroll(options: { umask?: string; home?: string; cuts?: number } = {}) {
  const server = await startFakeServer(WORLDS.usual);
  onTestFinished(() => server.close());
  server.state.cuts = options.cuts ?? 0;
  const home = options.home ?? join(mkdtempSync(join(folder, "enroll-")), "new home");
  const script = `umask ${options.umask ?? "022"}; exec "$@"`;
  const words = [program, "enroll", "--url", server.url, "--vault", VAULT_ID];
  const env = { SIKKERKEY_HOME: home, SIKKERKEY_ENROLLMENT_TOKEN: TOKEN };
  const ran = await runProgram("sh", ["-c", script, "sh", process.execPath, ...words], { env });
  return { ...ran, home, server, vault: join(home, "vaults", VAULT_ID) };
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test.each(["000", "022", "777"])("under umask %s what is made is for this user only", async (umask) => {
  const { code, vault, home } = await enroll({ umask });
  expect(code).toBe(0);
  expect([home, join(home, "vaults"), vault].map(mode)).toEqual(["700", "700", "700"]);
  expect([join(vault, "identity.json"), join(vault, "private.pem")].map(mode)).toEqual(["600", "600"]);
});

test("the key is 48 bytes of PKCS#8 on one line, the identity has exactly five keys", async () => {
  const { vault, server } = await enroll();
  const pem = readFileSync(join(vault, "private.pem"), "utf8");
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/]{64}\n-----END PRIVATE KEY-----\n$/);
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  expect(der.length).toBe(48);
  expect(der.toString("hex").slice(0, 32)).toBe("302e020100300506032b657004220420");
  const identity = JSON.parse(readFileSync(join(vault, "identity.json"), "utf8"));
  expect(Object.keys(identity)).toEqual(["machineId", "machineName", "vaultId", "apiUrl", "privateKeyPath"]);
  expect(identity.apiUrl).toBe(server.url);
  expect(identity.privateKeyPath).toBe(join(vault, "private.pem"));
});

test.each([
  ["a file", (file: string) => ["--token-file", file], ""],
  ["standard input, named", () => ["--token-file", "-"], `${TOKEN}\n`],
  ["standard input", () => [], `  ${TOKEN}\r\n`],
])("the token may come from %s", async (_, words, stdin) => {
  const file = join(folder, "token");
  writeFileSync(file, `${TOKEN}\n`);
  const server = await startFakeServer(WORLDS.usual);
  onTestFinished(() => server.close());
  const env = { SIKKERKEY_HOME: mkdtempSync(join(folder, "home-")) };
  const line = [program, "enroll", "--url", server.url, "--vault", VAULT_ID, ...words(file)];
  const { code, stdout, stderr } = await runProgram(process.execPath, line, { env, stdin });
  expect([code, stdout.length]).toEqual([0, 0]);
  expect(stderr).not.toContain(TOKEN.slice(4));
});

test("a lost answer is asked for again with the same key, so one use is spent", async () => {
  const { server, code } = await enroll({ cuts: 1 });
  expect(code).toBe(0);
  expect(server.state.log).toHaveLength(2);
  expect(server.state.enrolledKeys).toHaveLength(1);
});

test("an answer lost twice is a failure that leaves no identity", async () => {
  const { server, code, stderr, vault } = await enroll({ cuts: 2 });
  expect([code, server.state.log.length, existsSync(join(vault, "identity.json"))]).toEqual([1, 2, false]);
  expect(stderr).toContain("the connection was cut");
});

test("no use of the token is spent on a machine whose identity could not be kept", async () => {
  const file = join(folder, "not-a-folder");
  writeFileSync(file, "");
  const { code, stderr, server } = await enroll({ home: file });
  expect(code).toBe(1);
  expect(stderr).toContain("cannot be made");
  expect(server.state.log).toEqual([]);
});

test("a vaults folder that is a link to somewhere else is not used", async () => {
  const home = mkdtempSync(join(folder, "linked-"));
  symlinkSync(mkdtempSync(join(folder, "elsewhere-")), join(home, "vaults"));
  const { code, server } = await enroll({ home });
  expect(code).toBe(1);
  expect(server.state.log).toEqual([]);
});

test("a home that others may enter stays as it is, what lies in it is private", async () => {
  const home = mkdtempSync(join(folder, "open-"));
  chmodSync(home, 0o755);
  const { code, vault } = await enroll({ home });
  expect([code, mode(home), mode(vault)]).toEqual([0, "755", "700"]);
  expect(existsSync(join(vault, "identity.json"))).toBe(true);
});
