import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bundledCli, temporaryFolder } from "./testing/run-program.ts";

const folder = temporaryFolder();
const KEYS = "6000";
const SLOW_MS = 60_000;

// Node's own generator stood still after some hundreds or thousands: the garbage collector, in the middle of an export, waited for
// the lock of the export. In a process of its own, because nothing inside of such a process can end it; and with little room
// for what is young, so that garbage is collected often.
test("thousands of keys in a row are made, and no collection of garbage stops them", async () => {
  const program = await bundledCli(folder, "lib/cli/testing/make-keys.ts");
  const words = ["--max-semi-space-size=1", program, KEYS];
  const options = { timeout: SLOW_MS, killSignal: "SIGKILL" } as const;
  const { stdout } = await promisify(execFile)(process.execPath, words, options);
  expect(stdout).toBe(KEYS);
}, 90_000);
