import { expect, test } from "vitest";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";

const folder = temporaryFolder();
const KEYS = "12000";

// Node's own generator stood still after some hundreds or thousands: the garbage collector, in the middle of an export, waited for
// the lock of the export. In a process of its own, because nothing inside of such a process can end it.
test("thousands of keys in a row are made, and no collection of garbage stops them", async () => {
  const program = await bundledCli(folder, "lib/cli/testing/make-keys.ts");
  const { code, stdout } = await runProgram("timeout", ["-s", "KILL", "60", process.execPath, program, KEYS]);
  expect([code, stdout.toString()]).toEqual([0, KEYS]);
}, 90_000);
