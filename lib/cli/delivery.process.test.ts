import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { corpus } from "./testing/corpus.ts";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { single } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
const canary = join(folder, "canary");
const values = corpus(canary);
const printer = join(folder, "print.mjs");
// Sees what a later line of a job sees, and gives it back as JSON.
writeFileSync(
  printer,
  `process.stdout.write(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((name) => [name, process.env[name]]))))`,
);
const printValues = `'${process.execPath}' '${printer}' ${Object.keys(values).join(" ")}`;
const ids = Object.keys(values).map((_, index) => `sk_corpus${String(index).padStart(4, "0")}`);
const world = {
  projects: [{ projectId: "proj_production", projectName: "Production" }],
  secrets: Object.entries(values).map(([name, value], index) => single(ids[index] ?? "", name, value)),
};

let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

const SHELLS = {
  dash: ["dash"],
  bash: ["bash"],
  "bash --posix": ["bash", "--posix"],
  busybox: ["busybox", "ash"],
};

describe.each(Object.entries(SHELLS))("in %s", (_, [shell = "", ...options]) => {
  test("every value that `export --format shell` prints is sourced byte for byte, and nothing is run", async () => {
    const { env } = await enrolledHome(folder, world);
    const { stdout, stderr, code } = await runProgram(
      process.execPath,
      [program, "export", "--format", "shell"],
      { env },
    );
    expect([code, stderr]).toEqual([0, ""]);
    const file = join(folder, `values-${shell}.sh`);
    writeFileSync(file, stdout);
    const sourced = await runProgram(shell, [...options, "-c", `set -eu; . '${file}'; ${printValues}`]);
    expect(sourced.stderr).toBe("");
    expect(JSON.parse(sourced.stdout.toString("utf8"))).toEqual(values);
    expect(existsSync(canary)).toBe(false);
  });

  test("the same through eval of a command substitution", async () => {
    const { env } = await enrolledHome(folder, world);
    const line = `set -eu; eval "$('${process.execPath}' '${program}' export --format shell)"; ${printValues}`;
    const sourced = await runProgram(shell, [...options, "-c", line], { env });
    expect(JSON.parse(sourced.stdout.toString("utf8"))).toEqual(values);
    expect(existsSync(canary)).toBe(false);
  });
});

test("`run --all` hands every value to the command byte for byte, and nothing is run besides", async () => {
  const { env } = await enrolledHome(folder, world);
  const words = [program, "run", "--all", "--", process.execPath, printer, ...Object.keys(values)];
  const { stdout, stderr } = await runProgram(process.execPath, words, { env });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout.toString("utf8"))).toEqual(values);
  expect(existsSync(canary)).toBe(false);
});

test("`get` prints every value byte for byte", async () => {
  const { env } = await enrolledHome(folder, world);
  for (const [index, value] of Object.values(values).entries()) {
    const { stdout, stderr } = await runProgram(process.execPath, [program, "get", ids[index] ?? ""], {
      env,
    });
    expect(stderr).toBe("");
    expect(stdout.equals(Buffer.from(value, "utf8"))).toBe(true);
  }
});

test("a reader that has seen enough ends it without a word", async () => {
  const { env } = await enrolledHome(folder, world);
  const line = `'${process.execPath}' '${program}' export --format shell | head -c 1`;
  const { stdout, stderr } = await runProgram("sh", ["-c", line], { env });
  expect([stdout.toString("utf8"), stderr]).toEqual(["e", ""]);
});
