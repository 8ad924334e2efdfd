import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { makeKeyPair } from "../sdk/private-key.ts";
import { startFakeServer } from "./testing/fake-server.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { CLAIM, MACHINE_ID, VAULT_ID, WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

/** A server, a claim file for it, and a home that nothing lies in yet. */
async function container(changes: object = {}) {
  const server = await startFakeServer(WORLDS.usual);
  onTestFinished(() => server.close());
  const place = mkdtempSync(join(folder, "container-"));
  const [claim, home] = [join(place, "claim.json"), join(place, "home")];
  writeFileSync(claim, JSON.stringify({ claim: CLAIM, vaultId: VAULT_ID, apiUrl: server.url, ...changes }));
  const env = { SIKKERKEY_CLAIM: claim, SIKKERKEY_HOME: home, HOSTNAME: "web-1" };
  const run = (words: readonly string[], others: Record<string, string> = {}) =>
    runProgram(process.execPath, [program, ...words], { env: { ...env, ...others } });
  return { server, claim, home, vault: join(home, "vaults", VAULT_ID), run };
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const redeemed = (log: readonly string[]) => log.filter((line) => line === "POST /v1/claims/redeem").length;

test.each([
  [["get", "API_KEY"], "hunter2"],
  [["list", "projects"], "proj_production  Production\n"],
  [["run", "--all", "--", "sh", "-c", 'printf %s "$API_KEY"'], "hunter2"],
])(
  "%j makes a key, binds it, keeps it for this user and goes on; the next one needs no claim",
  async (words, out) => {
    const { server, claim, vault, run } = await container();
    const first = await run(words);
    expect([first.code, first.stdout.toString("utf8")]).toEqual([0, expect.stringMatching(out)]);
    expect(first.stderr).toBe(
      `This container made its own key and is quiet-otter-7f3a (${MACHINE_ID}) now.\n`,
    );
    expect(readdirSync(vault).sort()).toEqual(["identity.json", "private.pem"]);
    expect([vault, join(vault, "identity.json"), join(vault, "private.pem")].map(mode)).toEqual([
      ...["700", "600", "600"],
    ]);
    rmSync(claim);
    const second = await run(words);
    expect([second.code, second.stdout.toString("utf8"), second.stderr]).toEqual([
      ...[0, first.stdout.toString("utf8"), ""],
    ]);
    expect(redeemed(server.state.log)).toBe(1);
  },
);

test("two that start at once on one volume are one machine", async () => {
  const { server, run } = await container();
  const both = await Promise.all([run(["get", "API_KEY"]), run(["get", "API_KEY"]), run(["get", "API_KEY"])]);
  expect(both.map(({ code, stdout }) => [code, stdout.toString("utf8")])).toEqual(
    both.map(() => [0, "hunter2"]),
  );
  expect(server.state.enrolledKeys).toHaveLength(1);
});

test("an answer that is lost twice leaves the key for the next start, which gets the same machine", async () => {
  const { server, vault, run } = await container();
  server.state.cuts = 2;
  const lost = await run(["get", "API_KEY"]);
  expect(lost.code).toBe(1);
  expect(lost.stderr).toContain("the connection was cut");
  expect(readdirSync(vault)).toEqual(["private.pem"]);
  expect((await run(["get", "API_KEY"])).code).toBe(0);
  expect(server.state.enrolledKeys).toHaveLength(1);
});

test("a claim that is spent, and no identity: one message says what happened and what to do", async () => {
  const { server, home, run } = await container();
  server.state.enrolledKeys.push(makeKeyPair().publicKey);
  const { code, stdout, stderr } = await run(["run", "--all", "--", "touch", join(home, "never")]);
  expect([code, stdout.length]).toEqual([1, 0]);
  expect(stderr).toBe(
    [
      `sikkerkey: This claim was used before, revoked or has expired (410), and there is no identity under ${home}.`,
      "If no container of yours used it, a thief may have: look for its machine on the Machines page and delete it. Then create the container anew, with SIKKERKEY_HOME on a named volume if the key is to outlive the container.",
      "Request id: 00000000-0000-4000-8000-000000000000\n",
    ].join("\n"),
  );
});

test("a command that is called wrongly spends no claim", async () => {
  const { server, run } = await container();
  expect((await run(["run", "--all", "--"])).code).toBe(2);
  expect((await run(["list", "vaults"])).code).toBe(0);
  expect(server.state.log).toEqual([]);
});

test("a home that cannot be written to is named with the remedy, before the claim is spent", async () => {
  const { server, home, run } = await container();
  writeFileSync(home, "no folder");
  const { code, stderr } = await run(["get", "API_KEY"]);
  expect([code, stderr]).toEqual([
    1,
    `sikkerkey: No key can be kept under ${home} (EEXIST).\nMount a named volume or a tmpfs that this user can write to, and set SIKKERKEY_HOME to where it is mounted.\n`,
  ]);
  expect(server.state.log).toEqual([]);
});

test.each(["/sys/sikkerkey", "/proc/sikkerkey"])(
  "a home on a file system that takes no files, as %s, is refused as well, whoever this is",
  async (home) => {
    const { server, run } = await container();
    const { stderr } = await run(["get", "API_KEY"], { SIKKERKEY_HOME: home });
    expect(stderr).toMatch(
      new RegExp(`^sikkerkey: No key can be kept under ${home} \\(E[A-Z]+\\)\\.\\nMount a named volume`),
    );
    expect(server.state.log).toEqual([]);
  },
);

test.each([
  ["an unknown key", { extra: "x" }, /has a key other than claim, vaultId, apiUrl/],
  ["another token", { claim: `ske_${"A".repeat(49)}` }, /claim is not a claim code/],
  ["no address", { apiUrl: "" }, /apiUrl is missing/],
  ["an address without TLS", { apiUrl: "http://keys.example" }, /must begin with https/],
  ["an address with a path", { apiUrl: "https://keys.example/x" }, /it has a path/],
])("a claim file with %s is refused and its code is not repeated", async (_, changes, reason) => {
  const { home, run } = await container(changes);
  const { code, stderr } = await run(["get", "API_KEY"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(reason);
  expect(stderr).not.toContain("AAAA");
  expect(existsSync(home)).toBe(false);
});

test("a claim file that is not there is named", async () => {
  const { claim, run } = await container();
  rmSync(claim);
  expect((await run(["get", "API_KEY"])).stderr).toBe(
    `sikkerkey: The claim file ${claim} cannot be read (ENOENT).\nCheck SIKKERKEY_CLAIM, that claim.json is mounted there, and the file's permissions.\n`,
  );
});

test("with SIKKERKEY_IDENTITY the claim is left alone", async () => {
  const { server, claim, home, run } = await container();
  const { stderr } = await run(["get", "API_KEY"], { SIKKERKEY_IDENTITY: join(home, "identity.json") });
  expect(stderr).toContain("The identity");
  expect([existsSync(claim), server.state.log]).toEqual([true, []]);
});
