import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { bundledCli, temporaryFolder } from "./testing/run-program.ts";
import { VAULT_ID, WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
  chmodSync(folder, 0o755);
});

/** A number without a name, a home or a right; who is not root can only be themselves. */
const NOBODY = process.getuid?.() === 0 ? { uid: 54_321, gid: 54_321 } : {};

/** The unzipped bundle, mounted where its identity does not know, and what a container starts with it. */
async function mounted(settings: object = {}) {
  const { server, home } = await enrolledHome(folder, WORLDS.usual);
  const mount = join(mkdtempSync(join(folder, "mount-")), "etc");
  mkdirSync(mount);
  cpSync(join(home, "vaults", VAULT_ID), mount, { recursive: true });
  const config = { default_vault: VAULT_ID, vault_aliases: { shop: VAULT_ID }, current_applications: {} };
  writeFileSync(join(mount, "cli.json"), JSON.stringify({ ...config, ...settings }));
  const identity = join(mount, "identity.json");
  const facts = { machineId: "550e8400-e29b-41d4-a716-446655440000", machineName: "web", vaultId: VAULT_ID };
  const paths = { apiUrl: server.url, privateKeyPath: "/etc/sikkerkey/private.pem" };
  writeFileSync(identity, JSON.stringify({ ...facts, ...paths }));
  for (const name of readdirSync(mount)) chmodSync(join(mount, name), 0o444);
  for (const place of [mount, join(mount, "..")]) chmodSync(place, 0o555);
  const run = (words: readonly string[], env: Record<string, string> = {}) =>
    runBare(words, { SIKKERKEY_IDENTITY: identity, ...env });
  return { mount, run };
}

/** Without HOME, and in a folder that this user cannot write to. */
function runBare(words: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...env },
      cwd: "/",
      ...NOBODY,
    });
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

test("SIKKERKEY_IDENTITY is all it takes: no home, no name, nothing that can be written to, and nothing is", async () => {
  const { mount, run } = await mounted();
  const before = readdirSync(mount);
  expect(await run(["get", "API_KEY"])).toEqual({ code: 0, out: "hunter2", err: "" });
  const words = ["run", "--all", "--", "sh", "-c", 'printf %s "$API_KEY"'];
  expect(await run(words)).toEqual({ code: 0, out: "hunter2", err: "" });
  expect((await run(["status"])).code).toBe(0);
  expect(readdirSync(mount)).toEqual(before);
});

test("cli.json beside it counts: its aliases, and whether values are kept", async () => {
  const { mount, run } = await mounted({ cache_enabled: true });
  expect(await run(["get", "API_KEY"], { SIKKERKEY_VAULT: "shop" })).toMatchObject({ out: "hunter2" });
  const other = await run(["get", "API_KEY"], { SIKKERKEY_VAULT: "another" });
  expect([other.code, other.err]).toEqual([
    1,
    expect.stringContaining("SIKKERKEY_VAULT asks for another vault"),
  ]);
  // Enabled, and the mount takes nothing: the value arrives all the same.
  expect((await run(["export", "--offline"])).err).not.toContain("not enabled");
  expect(readdirSync(mount)).not.toContain(".tmp");
});
