import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { isDeep } from "#server/testing/rounds.ts";

export default defineConfig({
  test: {
    name: "e2e",
    root: join(import.meta.dirname, ".."),
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: [join(import.meta.dirname, "require-build.ts")],
    setupFiles: [join(import.meta.dirname, "end-leftovers.ts")],
    testTimeout: isDeep ? 3_600_000 : 90_000,
    hookTimeout: 120_000,
    // Each file starts servers, shells or a browser of its own.
    maxWorkers: 2,
  },
});
