import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ScriptEdge } from "./edge.ts";
import { folders } from "./folders.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "sikkerkey-folders-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const clone = join(root, "clone");
const apart = join(root, "apart");
for (const folder of [join(clone, "tmp"), apart]) mkdirSync(folder, { recursive: true });

const edge: ScriptEdge = {
  title: "Some CI",
  missingToken: [],
  holder: "a variable",
  cloneVariable: "CLONE",
  runVariable: null,
  machineName: { word: "ci", repository: "A", build: "B" },
  handover: "file",
};

/** In which folder the work would be done, started from the clone. */
function placeOf(env: Record<string, string>): string {
  const program = `sk_mode=source\nfail() { exit 1; }\n${folders(edge)}cd /; printf %s "$sk_work"; rm -rf "$sk_work"`;
  const found = execFileSync("sh", ["-c", program], {
    cwd: clone,
    env: { PATH: process.env["PATH"] ?? "", HOME: root, NODE_ENV: "test", ...env },
  });
  return dirname(found.toString("utf8"));
}

test.each([
  ["a folder of the runner's own is taken", { TMPDIR: apart, CLONE: clone }, apart],
  ["one in the clone is not", { TMPDIR: join(clone, "tmp"), CLONE: clone }, "/tmp"],
  [
    "also where the runner writes the clone as ~/clone",
    { TMPDIR: join(clone, "tmp"), CLONE: "~/clone" },
    "/tmp",
  ],
  ["nor the clone itself, unnamed", { TMPDIR: clone }, "/tmp"],
])("%s", (_, env, place) => {
  expect(placeOf(env)).toBe(place);
});
