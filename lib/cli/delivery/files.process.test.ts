import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { corpus } from "../testing/corpus.ts";
import { enrolledHome } from "../testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { startProgram } from "../testing/started-program.ts";
import { single, WORLDS } from "../testing/world.ts";
import { isInMemory } from "./memory-folder.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder, "lib/cli/testing/hurried-main.ts");
});

const values = { ...corpus(join(folder, "canary")), HUGE: "0123456789abcdef".repeat(16_000) };
const world = {
  projects: WORLDS.usual.projects,
  secrets: Object.entries(values).map(([name, value], at) =>
    single(`sk_file${String(at).padStart(6, "0")}`, name, value),
  ),
};
const WAIT = "console.log('ready'); setInterval(() => {}, 1000);";

/** Where files stay in memory, if this machine has such a place. */
function memoryFolder(): string {
  const made = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "sikkerkey-cli-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function start(where: string, script: string, more: readonly string[] = [], of = world) {
  const { server, env } = await enrolledHome(folder, of);
  const words = [program, "run", "--all", "--files", where, ...more, "--", process.execPath, "-e", script];
  return { server, env, run: startProgram(process.execPath, words, env) };
}

test("every value arrives byte for byte in a file of this user's alone, and in no variable", async () => {
  const where = join(memoryFolder(), "values");
  const script = `
    const { readFileSync, statSync } = require("node:fs");
    const names = ${JSON.stringify(Object.keys(values))};
    const files = names.map((name) => process.env[name + "_FILE"]);
    process.stdout.write(JSON.stringify({
      values: Object.fromEntries(names.map((name, at) => [name, readFileSync(files[at], "utf8")])),
      modes: [...new Set(files.map((file) => statSync(file).mode & 0o777))],
      set: names.filter((name) => process.env[name] !== undefined),
    }));`;
  const { run } = await start(where, script);
  expect(await run.ended).toBe(0);
  expect(JSON.parse(run.said.out)).toEqual({ values, modes: [0o600], set: [] });
  expect(existsSync(where)).toBe(false);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s leaves no file behind", async (signal) => {
  const where = join(memoryFolder(), "values");
  const { run } = await start(where, WAIT);
  await run.until("out", /ready/);
  expect(statSync(where).mode & 0o777).toBe(0o700);
  expect(readdirSync(where).length).toBe(Object.keys(values).length);
  run.child.kill(signal);
  expect(await run.ended).toBeGreaterThan(128);
  expect(existsSync(where)).toBe(false);
});

test("an empty folder of one's own is used, closed to others and left empty; what somebody adds meanwhile stays", async () => {
  const where = memoryFolder();
  rmSync(where, { recursive: true });
  mkdirSync(where, { mode: 0o755 });
  const { run } = await start(where, WAIT);
  await run.until("out", /ready/);
  expect(statSync(where).mode & 0o777).toBe(0o700);
  writeFileSync(join(where, "added"), "");
  run.child.kill("SIGTERM");
  await run.ended;
  expect(readdirSync(where)).toEqual(["added"]);
});

test("a command that cannot be started, or a read that is refused, leaves nothing behind", async () => {
  const where = join(memoryFolder(), "values");
  const { server, env } = await enrolledHome(folder, world);
  const run = (...words: string[]) =>
    runProgram(process.execPath, [program, "run", "--all", "--files", where, "--", ...words], { env });
  expect((await run("./no-such-program")).code).toBe(127);
  server.state.override = { status: 403, body: { error: "Access denied" } };
  expect((await run("true")).code).toBe(1);
  expect(existsSync(where)).toBe(false);
});

test("with --watch the new start finds the new values, and no file of a secret that is gone", async () => {
  const where = join(memoryFolder(), "values");
  const of = (secrets: Record<string, string>) => ({
    projects: WORLDS.usual.projects,
    secrets: Object.entries(secrets).map(([name, value]) =>
      single(`sk_${name.toLowerCase()}0000`, name, value),
    ),
  });
  const script = `
    const { readFileSync, readdirSync } = require("node:fs");
    const value = readFileSync(process.env.FIRST0_FILE, "utf8");
    console.log(value + " " + readdirSync(${JSON.stringify(where)}));
    if (value === "new") process.exit(0); else setInterval(() => {}, 1000);`;
  const { run, server } = await start(where, script, ["--watch"], of({ FIRST0: "old", SECOND: "x" }));
  await run.until("out", /old FIRST0,SECOND/);
  server.state.world = of({ FIRST0: "new" });
  server.state.changes.set("sk_first00000", "changed");
  expect(await run.ended).toBe(0);
  expect(run.said.out).toContain("new FIRST0\n");
  expect(existsSync(where)).toBe(false);
});

test.skipIf(isInMemory(folder) !== false)("a folder that is not in memory is named as such", async () => {
  const { run } = await start(join(folder, "values-on-disk"), "");
  expect(await run.ended).toBe(0);
  expect(run.said.err).toBe(
    "sikkerkey: --files is not in memory, so values reach a disk; /dev/shm would be.\n",
  );
});
