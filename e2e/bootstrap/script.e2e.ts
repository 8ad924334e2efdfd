import { createPrivateKey } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signedLines } from "#e2e/raw-signed.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { HOSTNAME, MACHINE_NAME } from "#lib/naming/machine-name.ts";
import { rawRequest } from "../raw-request.ts";
import { identityOf, makeFolder, runScript, SHELLS, toolFolder, treeOf } from "./run-script.ts";
import { fetchScript, newHome, newToken, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

const machineOf = (machineId: string | undefined) =>
  scene.owner.query<MachineDetailView>("machines.get", { machineId });

/** The status of a read that is signed with the identity in a base folder. */
async function readStatus(base: string): Promise<number> {
  const { fields, pem } = identityOf(base);
  const signer = { id: fields["machineId"] ?? "", privateKey: createPrivateKey(pem) };
  const path = "/v1/secrets";
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: localhost:${scene.server.port}`,
    ...signedLines(signer, { path }),
  ];
  return (await rawRequest(scene.server.port, `${head.join("\r\n")}\r\n\r\n`)).status;
}

/** A new token's script, run in a new home. */
async function register(options: Parameters<typeof runScript>[2] = {}, change: object = {}) {
  const { token } = await newToken(scene, change);
  const home = newHome(scene);
  const run = await runScript(fetchScript(scene, token), home, options);
  return { token, home, base: join(home, ".sikkerkey"), run };
}

describe.each(SHELLS)("in %s", (_, shell) => {
  test.each([
    ["piped from curl", false],
    ["as a downloaded file", true],
  ])("%s, the machine registers, keeps its key for itself and waits", async (_how, isFile) => {
    const { run, home, base } = await register({ shell, isFile }, { machineName: "web-1" });
    expect(run, run.stderr).toMatchObject({ code: 0, stderr: "" });
    const { vault, fields, pem } = identityOf(base);
    expect(treeOf(home)).toEqual([
      "700 .sikkerkey",
      "700 .sikkerkey/vaults",
      `700 .sikkerkey/vaults/${vault}`,
      `600 .sikkerkey/vaults/${vault}/identity.json`,
      `600 .sikkerkey/vaults/${vault}/private.pem`,
    ]);
    expect(fields).toEqual({
      machineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      machineName: "web-1",
      vaultId: vault,
      apiUrl: scene.server.url,
      privateKeyPath: join(base, "vaults", vault, "private.pem"),
    });
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/]{64}\n-----END PRIVATE KEY-----\n$/);
    const machine = await machineOf(fields["machineId"]);
    expect(machine).toMatchObject({ state: "pending", kind: "long_lived", name: "web-1" });
    expect(run.stdout).toContain(`Registered as web-1 (${machine.id}).`);
    expect(run.stdout).toContain(` ${machine.fingerprint}\n`);
    expect(run.stdout).toContain(`\nhttp://localhost:${scene.server.port}/machines/${machine.id}\n`);
    expect(run.stdout).not.toContain("It replaces");
    expect(await readStatus(base)).toBe(403);
    await scene.owner.mutate("machines.approve", { machineId: machine.id });
    expect(await readStatus(base)).toBe(200);
  });

  test.each([["-x"], ["-v"], ["-a"], ["-eu"], ["-fC"]])(
    "under %s it prints no key and no token",
    async (option) => {
      const { run, base, token } = await register({
        shell: [...shell, option],
        env: { PS4: "+ $sk_token " },
      });
      expect(run.code, run.stderr).toBe(0);
      const printed = run.stdout + run.stderr;
      for (const secret of [token.slice(4), identityOf(base).pem.split("\n")[1] ?? ""])
        expect(printed).not.toContain(secret);
    },
  );

  test("no process has the token or the key on its command line or in its environment", async () => {
    const tools = toolFolder(scene.folder);
    const { run, base, token } = await register({
      shell: [...shell, "-a"],
      env: { PATH: tools.path, sk_token: "x" },
    });
    expect(run, run.stderr).toMatchObject({ code: 0, stderr: "" });
    const recorded = tools.recorded();
    expect(recorded).toContain("/v1/bootstrap/register");
    for (const secret of [token.slice(4), identityOf(base).pem.split("\n")[1] ?? ""])
      expect(recorded).not.toContain(secret);
  });
});

test("a DEBUG trap that functions inherit sees the name of the script's function and no more", async () => {
  const file = join(newHome(scene), "env.sh");
  writeFileSync(file, `set -T; trap 'printf "%s\\n" "$BASH_COMMAND" >&2' DEBUG\n`);
  const { run, token } = await register({ shell: ["bash"], env: { BASH_ENV: file } });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain("\nsikkerkey_bootstrap\n");
  expect(run.stdout + run.stderr).not.toContain(token.slice(4));
});

test("a trace into a file that stays open, and exported functions named as tools, see nothing and change nothing", async () => {
  const env = {
    "BASH_FUNC_openssl%%": "() { echo stolen; }",
    "BASH_FUNC_curl%%": "() { cat request.json; }",
    SHELLOPTS: "xtrace",
    BASH_XTRACEFD: "2",
    CDPATH: "/tmp",
    IFS: "os",
    LC_ALL: "tr_TR.UTF-8",
  };
  const { run, token } = await register({ shell: ["bash"], env });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout + run.stderr).not.toContain(token.slice(4));
  expect(run.stdout).not.toContain("stolen");
});

test("GNU wget does instead of curl, and its refusals have their text", async () => {
  const { path } = toolFolder(scene.folder, { without: ["curl"], and: ["wget"] });
  const { token } = await newToken(scene);
  const script = fetchScript(scene, token);
  const [first, second] = [newHome(scene), newHome(scene)];
  expect(await runScript(script, first, { env: { PATH: path } })).toMatchObject({ code: 0, stderr: "" });
  expect(await readStatus(join(first, ".sikkerkey"))).toBe(403);
  const late = await runScript(script, second, { env: { PATH: path } });
  expect([late.code, late.stderr]).toEqual([1, expect.stringContaining("was used, revoked or has expired")]);
});

test.each([
  ["spaces, quotes and a backslash", `it's "my" \\home`],
  ["another alphabet", "ключи"],
  ["a dollar and a star", "$HOME/*"],
])("SIKKERKEY_HOME may hold %s", async (_, name) => {
  const base = join(newHome(scene), name);
  const { run } = await register({ env: { SIKKERKEY_HOME: base } });
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const { vault, fields } = identityOf(base);
  expect(fields["privateKeyPath"]).toBe(join(base, "vaults", vault, "private.pem"));
});

test("a relative SIKKERKEY_HOME is below the folder the script runs in; an empty one counts as not set", async () => {
  const cwd = newHome(scene);
  const { run } = await register({ cwd, env: { SIKKERKEY_HOME: "keys" } });
  expect(run.code, run.stderr).toBe(0);
  expect(identityOf(join(cwd, "keys")).fields["privateKeyPath"]).toContain(`${cwd}/keys/vaults/`);
  const { run: plain, base } = await register({ env: { SIKKERKEY_HOME: "" } });
  expect(plain.code, plain.stderr).toBe(0);
  expect(identityOf(base).vault).toMatch(/^vault_/);
});

test.each([
  ["a command", "$(reboot)"],
  ["quotes", `x'"\\";id;'`],
  ["lines", "web\nroot:x:0:0"],
  ["nothing", ""],
  ["only what is not sent", "---...---"],
  ["another alphabet", "größe-日本"],
  ["300 letters", "a".repeat(300)],
  ["an option", "-n"],
  ["a path", "../../etc/passwd"],
])("a host whose name holds %s registers under a plain one", async (_, name) => {
  const file = join(newHome(scene), "name");
  writeFileSync(file, name);
  const { path } = toolFolder(scene.folder, { fakes: { uname: `exec cat '${file}'` } });
  const { run, base } = await register({ env: { PATH: path } });
  expect(run, run.stderr).toMatchObject({ code: 0, stderr: "" });
  const { hostname, name: machineName } = await machineOf(identityOf(base).fields["machineId"]);
  expect(hostname).toMatch(HOSTNAME);
  expect(machineName).toMatch(MACHINE_NAME);
});

test("a host that registers again gets a new identity in place of the old; what else is there stays", async () => {
  const first = await register();
  const { vault, fields } = identityOf(first.base);
  const cache = makeFolder(join(first.base, "vaults", vault, "cache"));
  writeFileSync(join(cache, "kept.skc"), "kept");
  const { token } = await newToken(scene);
  const again = await runScript(fetchScript(scene, token), first.home);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toContain("It replaces the identity this computer had for the vault.");
  expect(identityOf(first.base).fields["machineId"]).not.toBe(fields["machineId"]);
  expect(await readStatus(first.base)).toBe(403);
  expect(readFileSync(join(cache, "kept.skc"), "utf8")).toBe("kept");
  expect(treeOf(first.base).filter((line) => /bootstrap|old|pem/.test(line))).toEqual([
    `600 vaults/${vault}/private.pem`,
  ]);
});

test("a base folder that others may enter stays as it is; what is made in it is private", async () => {
  const base = join(newHome(scene), "shared");
  mkdirSync(base, { mode: 0o755 });
  const { run } = await register({ env: { SIKKERKEY_HOME: base } });
  expect(run.code, run.stderr).toBe(0);
  expect(treeOf(base).filter((line) => !/^(700|600) /.test(line))).toEqual([]);
});
