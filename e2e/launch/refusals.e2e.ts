import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../free-port.ts";
import { type RunOptions, runProcess } from "../process-run.ts";
import { startServer } from "../start-server.ts";
import { isRoot, makeCheckout, NOBODY } from "./checkout.ts";
import { databaseProcesses } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-refusals-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const freshFolder = () => join(folder, `data-${made++}`);
const randomKey = (fill: number) => Buffer.alloc(32, fill).toString("base64");

/** Starts what cannot start and returns its one sentence. */
async function refusal(env: Record<string, string>, options: RunOptions = {}): Promise<string> {
  const runBuilt = join(import.meta.dirname, "..", "run-built.mjs");
  const defaults = { PORT: String(await freePort()), SIKKERKEY_DATA_DIR: freshFolder() };
  const run = runProcess(process.execPath, [runBuilt], { ...options, env: { ...defaults, ...env } });
  expect(await run.ended).toBe(1);
  expect(run.stdout()).toBe("");
  return run.stderr();
}

/** One line, a sentence with a remedy, and no stack. */
function expectSentence(text: string, pattern: RegExp): void {
  expect(text).toMatch(pattern);
  expect(text).toMatch(/^[A-Z][^\n]+\.\n$/);
  expect(text).not.toMatch(/\n\s+at |Error:/);
}

describe("a start that cannot go on says why in one sentence and exits with 1", () => {
  test("a busy port", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => busy.once("listening", resolve));
    const address = busy.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const dataDir = freshFolder();
    expectSentence(await refusal({ PORT: String(port), SIKKERKEY_DATA_DIR: dataDir }), /in use.*PORT=/);
    expect(databaseProcesses(dataDir)).toEqual([]);
    busy.close();
  });

  test("a second start on the same data folder", async () => {
    const server = await startServer();
    const text = await refusal({ SIKKERKEY_DATA_DIR: server.dataDir });
    expectSentence(text, /already uses the data folder .*SIKKERKEY_DATA_DIR/);
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  test("a data folder that cannot be written", async () => {
    const dataDir = freshFolder();
    mkdirSync(dataDir);
    if (isRoot) chownSync(dataDir, NOBODY, NOBODY);
    chmodSync(dataDir, 0o555);
    const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    expectSentence(
      await refusal({ SIKKERKEY_DATA_DIR: dataDir }, user),
      /data folder .* cannot be written \(EACCES\)/,
    );
  });

  test("a data folder in place of a file", async () => {
    const file = freshFolder();
    writeFileSync(file, "");
    expectSentence(await refusal({ SIKKERKEY_DATA_DIR: file }), /cannot be written \(ENOTDIR\)/);
  });

  test.each([
    ["nobody listens", "postgres://app:kept-apart@127.0.0.1:9/db", /ECONNREFUSED.*DATABASE_URL/],
    [
      "the host is unknown",
      "postgres://app:kept-apart@nowhere.invalid/db",
      /cannot be reached.*DATABASE_URL/,
    ],
  ])("an unreachable DATABASE_URL: %s", async (_, url, pattern) => {
    const text = await refusal({ DATABASE_URL: url });
    expectSentence(text, pattern);
    expect(text).not.toContain("kept-apart");
  });

  test("a wrong root key, and the right one still opens the data", async () => {
    const dataDir = freshFolder();
    const right = { SIKKERKEY_ROOT_KEY: randomKey(1) };
    const first = await startServer({ dataDir, env: right });
    expect(await first.stop()).toBe(0);
    const text = await refusal({ SIKKERKEY_DATA_DIR: dataDir, SIKKERKEY_ROOT_KEY: randomKey(2) });
    expectSentence(text, /root key does not belong to this database/);
    expect(text).not.toContain(randomKey(2));
    // Nor does a start without the key make another one.
    expect(await refusal({ SIKKERKEY_DATA_DIR: dataDir })).toContain("does not belong to this database");
    expect(databaseProcesses(dataDir)).toEqual([]);
    const again = await startServer({ dataDir, env: right });
    expect(await again.stop()).toBe(0);
  });

  test("a root key file that is missing or readable by others", async () => {
    const file = join(folder, "root.key");
    expectSentence(await refusal({ SIKKERKEY_ROOT_KEY_FILE: file }), /cannot be read \(ENOENT\)/);
    writeFileSync(file, `${randomKey(3)}\n`);
    chmodSync(file, 0o644);
    expectSentence(await refusal({ SIKKERKEY_ROOT_KEY_FILE: file }), /chmod 600/);
  });

  test("every problem of the configuration at once", async () => {
    const text = await refusal({ PORT: "none", SIKKERKEY_BASE_URL: "http://secrets.example.com" });
    expect(text.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^SIKKERKEY_BASE_URL .*https/),
    ]);
  });

  test("half-downloaded packages and no registry to get the rest from", async () => {
    const checkout = makeCheckout();
    onTestFinished(checkout.remove);
    rmSync(join(checkout.dir, "node_modules", "zod"));
    const run = runProcess(process.execPath, [join(checkout.dir, "server/launch/start.mjs")], {
      env: {
        npm_config_registry: "http://127.0.0.1:9",
        npm_config_fetch_retries: "0",
        npm_config_cache: freshFolder(),
      },
    });
    expect(await run.ended).toBe(1);
    expect(run.stderr()).toMatch(
      /^Installing the locked packages …\nThe packages in .* are incomplete and npm ci failed \(E\w+\); check [^\n]*\n$/,
    );
  });
});
