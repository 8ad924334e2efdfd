import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditProblems, UNRECORDED } from "./architecture/audited-verbs.ts";
import { BANS, banProblems } from "./architecture/bans.ts";
import { islandProblems } from "./architecture/client-islands.ts";
import { filesInCircles } from "./architecture/import-circles.ts";
import { importProblems } from "./architecture/import-problems.ts";
import { readSources } from "./architecture/source-files.ts";

const files = readSources(join(import.meta.dirname, "../.."));

// The texts that the rules look for stand in the rules and their samples.
const ruled = files.filter(({ path }) => !/^server\/testing\/architecture(\/|\.test)/.test(path));

describe("the house", () => {
  test("every import is one the table allows", () => {
    expect(ruled.flatMap(importProblems)).toEqual([]);
  });

  test("no files import each other in a circle", () => {
    expect(filesInCircles(files)).toEqual([]);
  });

  test("no file holds what is banned", () => {
    expect(ruled.flatMap(banProblems)).toEqual([]);
  });

  test("a verb that changes something records it in the same transaction", () => {
    expect(ruled.flatMap(auditProblems)).toEqual([]);
  });

  test("nothing of the server reaches a browser", () => {
    expect(islandProblems(ruled)).toEqual([]);
  });

  test("the median file has at most 60 lines", () => {
    const lengths = ruled
      .filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))
      .map(({ text }) => text.split("\n").length);
    expect(lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
  });

  test("every exception is still needed", () => {
    const paths = new Set(ruled.map(({ path }) => path));
    expect(Object.keys(UNRECORDED).filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe("the rules themselves", () => {
  test.each(BANS.flatMap((ban) => ban.samples.map((sample) => ({ name: ban.name, sample }))))(
    "$sample.path is refused: $name",
    ({ name, sample }) => expect(banProblems(sample)).toContain(`${sample.path}: ${name}`),
  );

  test.each([
    ["lib/naming/a.ts", 'import { x } from "../../server/log.ts";'],
    ["lib/naming/a.ts", 'import { x } from "#lib/ids.ts";'],
    ["lib/cli/a.ts", 'import { z } from "zod";'],
    ["lib/ids.ts", 'import { readFileSync } from "node:fs";'],
    ["db/queries/a.ts", 'import { y } from "#server/log.ts";'],
    ["server/secrets/a.ts", 'import { eq } from "drizzle-orm";'],
    ["server/secrets/a.ts", 'import postgres from "postgres";'],
    ["server/secrets/a.ts", 'import { secrets } from "#db/schema/secrets.ts";'],
    ["server/secrets/a.ts", 'import { x } from "../tokens/create-token.ts";'],
    ["server/secrets/a.ts", 'import { x } from "#server/tokens/create-token.ts";'],
    ["server/secrets/a.ts", 'import { services } from "../services.ts";'],
    ["server/gate/a.ts", 'import { decide } from "#server/access/decide.ts";'],
    ["server/log.ts", 'export { x } from "./config.ts";'],
    ["app/projects/page.tsx", 'import { listProjects } from "#server/projects/list-projects.ts";'],
    ["app/projects/page.tsx", 'const x = await import("#db/client.ts");'],
    ["app/projects/form.tsx", 'import { z } from "zod";'],
    ["e2e/a.e2e.ts", 'import { verb } from "#server/secrets/create-secret.ts";'],
    ["server/secrets/a.ts", 'import { x } from "./b";'],
    ["somewhere/a.ts", ""],
  ])("%s may not hold %s", (path, text) => {
    expect(importProblems({ path, text })).toHaveLength(1);
  });

  test.each([
    ["server/secrets/a.ts", 'import { x } from "#db/queries/secrets.ts";'],
    ["server/gate/a.ts", 'import type { Config } from "../config.ts";'],
    ["lib/cli/a.ts", 'import { x } from "../protocol/signed-request.ts";'],
  ])("%s may hold %s", (path, text) => expect(importProblems({ path, text })).toEqual([]));

  test("a circle is found, also one of types, and not what leads into it or out of it", () => {
    const file = (path: string, ...imported: string[]) => ({
      path,
      text: imported.map((name) => `import type { T } from "./${name}.ts";`).join("\n"),
    });
    const circle = [file("lib/a.ts", "b", "f"), file("lib/b.ts", "c"), file("lib/c.ts", "a")];
    const ways = [file("lib/d.ts", "a"), file("lib/e.ts", "d"), file("lib/f.ts")];
    expect(filesInCircles([...circle, ...ways])).toEqual(circle.map(({ path }) => path));
  });

  test("a verb without a trace is refused", () => {
    const text = "await inTransaction(ctx.db, (tx) => removeSecret(tx));";
    expect(auditProblems({ path: "server/secrets/delete-secret.ts", text })).toHaveLength(1);
  });

  test("an island that reaches the server through another file is refused", () => {
    const island = { path: "app/form.tsx", text: '"use client";\nimport { a } from "./between.ts";' };
    const between = { path: "app/between.ts", text: 'import { services } from "#server/services.ts";' };
    expect(islandProblems([island, between])).toHaveLength(1);
  });
});
