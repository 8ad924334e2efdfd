import { beforeAll, expect, test, vi } from "vitest";
import { enrolledHome } from "../testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { startProgram } from "../testing/started-program.ts";
import { single, WORLDS } from "../testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

const SECRET = "a-value-nobody-may-see";
const world = { projects: WORLDS.usual.projects, secrets: [single("sk_seen000001", "SEEN", SECRET)] };
const node = (script: string) => ["run", "--all", "--redact", "--", process.execPath, "-e", script];

test("much output in chunks of any size arrives whole and in order, without the value, and the code is kept", async () => {
  const { env } = await enrolledHome(folder, world);
  const script = `
    const text = Array.from({ length: 40000 }, (_, at) => "line " + at + " " + process.env.SEEN + "\\n").join("");
    let at = 0;
    (function more() {
      if (at >= text.length) { process.exitCode = 11; return; }
      const end = at + 1 + (at * 7919) % 60001;
      process.stdout.write(text.slice(at, end), more);
      at = end;
    })();`;
  const { stdout, stderr, code } = await runProgram(process.execPath, [program, ...node(script)], { env });
  expect([code, stderr]).toEqual([11, ""]);
  expect(stdout.toString("utf8")).toBe(
    Array.from({ length: 40_000 }, (_, at) => `line ${at} ***\n`).join(""),
  );
});

test("a reader that has seen enough ends the command, as a pipe does", async () => {
  const { env } = await enrolledHome(folder, world);
  const script = "for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536))";
  const line = `'${process.execPath}' '${program}' run --all --redact -- '${process.execPath}' -e "${script}" | head -c 5`;
  const { stdout } = await runProgram("sh", ["-c", line], { env });
  expect(stdout.toString("utf8")).toBe("xxxxx");
});

test("what a command left behind may go on printing, and a signal ends the wait for it", async () => {
  const { env } = await enrolledHome(folder, world);
  const left = "setTimeout(() => console.log('late ' + process.env.SEEN), 50); setInterval(() => {}, 1000)";
  const script = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(left)}], { stdio: "inherit" });
    console.log("left " + child.pid);
    process.exit(6);`;
  const run = startProgram(process.execPath, [program, ...node(script)], env);
  await run.until("out", /late \*\*\*/);
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(6);
  process.kill(Number(/left (\d+)/.exec(run.said.out)?.[1]), "SIGKILL");
});
