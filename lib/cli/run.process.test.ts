import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { single, WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

const SECRET = "a-value-nobody-may-see-in-ps";
const world = { projects: WORLDS.usual.projects, secrets: [single("sk_seen000001", "SEEN", SECRET)] };

/** Starts `run --all -- node -e script` and resolves once the script has printed `ready`. */
async function startRun(env: Record<string, string>, script: string) {
  const words = [program, "run", "--all", "--", process.execPath, "-e", script];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "test", ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  let said = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("ready")) resolve();
    });
  });
  return { child, ended, said: () => said };
}

const WAIT = "setInterval(() => {}, 1000); console.log('ready');";

describe("signals", () => {
  test.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR2"] as const)(
    "%s reaches the command, whose code is kept",
    async (signal) => {
      const { env } = await enrolledHome(folder, world);
      const script = `process.on('${signal}', () => { console.log('got ${signal}'); process.exit(7); }); ${WAIT}`;
      const run = await startRun(env, script);
      run.child.kill(signal);
      expect(await run.ended).toBe(7);
      expect(run.said()).toContain(`got ${signal}`);
    },
  );

  test("a command that dies of a signal gives 128 and its number", async () => {
    const { env } = await enrolledHome(folder, world);
    const run = await startRun(env, WAIT);
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(143);
  });
});

test("while a command runs, no process has a value on its command line, and only the command has it in its environment", async () => {
  const { env } = await enrolledHome(folder, world);
  const run = await startRun(env, WAIT);
  const seen = processes();
  run.child.kill("SIGKILL");
  const command = seen.filter(({ environment }) => environment.includes(SECRET));
  expect(seen.filter(({ words }) => words.includes(SECRET))).toEqual([]);
  expect(command.map(({ parent }) => parent)).toEqual([run.child.pid]);
  process.kill(command[0]?.pid ?? 0, "SIGKILL");
});

test("a program that cannot take all variables is refused beforehand, in words", async () => {
  const secrets = Array.from({ length: 20 }, (_, at) =>
    single(`sk_big000000${at}`, `BIG_${at}`, "x".repeat(120_000)),
  );
  const { env } = await enrolledHome(folder, { ...world, secrets });
  const marker = join(folder, "never");
  for (const words of [
    ["run", "--all", "--", "touch", marker],
    ["export", "--format", "shell"],
  ]) {
    const { stdout, stderr, code } = await runProgram(process.execPath, [program, ...words], { env });
    expect([stdout.length, code]).toEqual([0, 1]);
    expect(stderr).toMatch(/variables and arguments would take \d+ bytes together/);
  }
  expect(readdirSync(folder)).not.toContain("never");
});

test("output of the command passes through untouched, both streams", async () => {
  const { env } = await enrolledHome(folder, world);
  const script = join(folder, "both.mjs");
  writeFileSync(script, "process.stdout.write('out'); process.stderr.write('err');");
  const words = [program, "run", "--all", "--", process.execPath, script];
  const { stdout, stderr, code } = await runProgram(process.execPath, words, { env });
  expect([stdout.toString("utf8"), stderr, code]).toEqual(["out", "err", 0]);
});

function processes() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const read = (part: string) => readFileSync(`/proc/${name}/${part}`, "utf8");
        const parent = Number(/^PPid:\s+(\d+)/m.exec(read("status"))?.[1]);
        return [{ pid: Number(name), parent, words: read("cmdline"), environment: read("environ") }];
      } catch {
        // It ended meanwhile, or belongs to somebody else.
        return [];
      }
    });
}
