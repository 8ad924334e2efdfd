import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { isDeep } from "./rounds.ts";

const root = join(import.meta.dirname, "../..");
const everywhere = ["app", "db", "lib", "server"];

export default defineConfig({
  root,
  test: {
    // Files start databases, shells and servers of their own and wait for them; one worker fewer than cores leaves a core idle.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          root,
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ["**/*.db.test.ts", "**/*.process.test.ts", "**/node_modules/**"],
          testTimeout: isDeep ? 1_800_000 : 15_000,
          // It imports its JSON in a way that Node refuses; Vite takes it.
          server: { deps: { inline: [/@actions\/(workflow-parser|expressions)/] } },
        },
      },
      {
        test: {
          // What starts shells, npm or the bundled command: no database, but not a matter of seconds.
          name: "process",
          root,
          include: everywhere.map((folder) => `${folder}/**/*.process.test.ts`),
          testTimeout: isDeep ? 1_800_000 : 120_000,
        },
      },
      {
        test: {
          name: "db",
          root,
          include: everywhere.map((folder) => `${folder}/**/*.db.test.ts`),
          globalSetup: [join(import.meta.dirname, "start-test-postgres.ts")],
          testTimeout: isDeep ? 1_800_000 : 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
