import { join } from "node:path";
import { expect, test } from "vitest";
import { isDeep } from "#server/testing/rounds.ts";
import { runProcess } from "../process-run.ts";

const root = join(import.meta.dirname, "../..");

// It takes as long as it takes, and what it measures is nobody's promise: only that it runs, and what it prints.
test.runIf(isDeep)(
  "the bench prints one object with the numbers that are quoted",
  { timeout: 600_000 },
  async () => {
    const words = ["--json", "--rounds", "1", "--seconds", "1"];
    const run = runProcess(process.execPath, [join(root, "server", "launch", "bench.mjs"), ...words], {
      cwd: root,
    });
    expect(await run.ended, run.stderr()).toBe(0);
    expect(run.stdout().trim().split("\n")).toHaveLength(1);
    const results: Record<string, unknown> = JSON.parse(run.stdout());
    for (const key of [
      "reads16OverNextRoute",
      "reads16P99Ms",
      "initScriptMs",
      "coldGetMs",
      "export1000OverRead",
    ])
      expect(results[key]).toBeGreaterThan(0);
    expect(results).toHaveProperty("reads16OverPgbench");
  },
);
