import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { enrolledHome } from "../testing/enrolled-home.ts";
import { FIRST_PROCESS } from "../testing/first-process.ts";
import { bundledCli, runProgram, temporaryFolder } from "../testing/run-program.ts";
import { startProgram } from "../testing/started-program.ts";
import { WORLDS } from "../testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

const apart = FIRST_PROCESS ?? [];

/** The words by which `command` is started with every secret by the first process of a space of its own. */
const first = (command: readonly string[]) => [
  ...[...apart, process.execPath, program, "run", "--all", "--", ...command],
];
const script = (text: string) => ["sh", "-c", text];

/** The process that is number one in there, as it is seen from out here. */
function firstProcess({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}

// Whether processes may be numbered anew is the system's choice.
describe.skipIf(FIRST_PROCESS === null)("as the first process of a container", () => {
  test.each(["SIGTERM", "SIGQUIT", "SIGUSR1", "SIGWINCH"] as const)(
    "%s reaches the command",
    async (signal) => {
      const { env } = await enrolledHome(folder, WORLDS.usual);
      const waits = `trap 'echo got; exit 9' ${signal.slice(3)}; echo ready $API_KEY; while :; do sleep 0.05; done`;
      const run = startProgram("unshare", first(script(waits)), env);
      await run.until("out", /ready hunter2/);
      process.kill(firstProcess(run.child), signal);
      expect([await run.ended, run.said.out, run.said.err]).toEqual([9, "ready hunter2\ngot\n", ""]);
    },
  );

  test("its exit code is the command's, and 127 and 126 say that there was none", async () => {
    const { env } = await enrolledHome(folder, WORLDS.usual);
    const codeOf = async (command: readonly string[]) =>
      (await runProgram("unshare", first(command), { env })).code;
    expect(await codeOf(script("exit 42"))).toBe(42);
    expect(await codeOf(script("sh -c 'kill -KILL $$'; exit $?"))).toBe(137);
    expect(await codeOf(["./no-such-program"])).toBe(127);
    expect(await codeOf(["/"])).toBe(126);
  });

  test("the command is the first process itself where Node can hand its place over", async () => {
    const { env } = await enrolledHome(folder, WORLDS.usual);
    const { stdout } = await runProgram("unshare", first(script("echo $$")), { env });
    expect(stdout.toString("utf8") === "1\n").toBe("execve" in process);
  });

  test("the command finds signals and outputs as if nobody had started it", async () => {
    const { env } = await enrolledHome(folder, WORLDS.usual);
    const look = script("grep -E '^Sig(Blk|Ign)' /proc/self/status; grep flags /proc/self/fdinfo/1");
    const bare = await runProgram("unshare", [...apart, ...look], { env });
    const ours = await runProgram("unshare", first(look), { env });
    expect(bare.stdout.toString("utf8")).toMatch(/SigIgn[\s\S]*flags/);
    expect(ours.stdout.toString("utf8")).toBe(bare.stdout.toString("utf8"));
  });
});
