const CONFIG = "server/testing/vitest.config.ts";

/** What needs no database and no build: types, lint, unit tests and the architecture. */
export async function runCheckPhases(tally) {
  // Pages use types that Next writes from the route files.
  if (await tally.check("Route types", "next/dist/bin/next", "typegen"))
    await tally.check("Types", "typescript/bin/tsc", "--noEmit");
  await tally.check("Lint", "@biomejs/biome/bin/biome", "check", ".");
  await tally.test("Unit tests and architecture", "--config", CONFIG, "--project", "unit");
}

export const runProcessPhase = (tally) =>
  tally.test("Shells, packages and the command", "--config", CONFIG, "--project", "process");

export const runDatabasePhase = (tally) =>
  tally.test("Database tests", "--config", CONFIG, "--project", "db");
