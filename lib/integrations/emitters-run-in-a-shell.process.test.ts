import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseDotenv } from "dotenv";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { FORMATS } from "#lib/cli/formats/format-table.ts";
import type { Variable } from "#lib/sdk/expand-secrets.ts";
import { isDeep } from "#server/testing/rounds.ts";

let folder: string;
let canary: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sikkerkey-emitters-"));
  canary = join(folder, "canary");
});
afterEach(() => rmSync(canary, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROUNDS = isDeep ? 100 : 2;
const VALUES = 300;

/** Any text, with what shells, YAML and dotenv readers act on strewn in; some ask for a file that nobody may make. */
function values(seed: number): string[] {
  const run = `touch ${canary}`;
  const attack = fc.constantFrom(
    ...[
      `$(${run})`,
      `\`${run}\``,
      `'; ${run}; '`,
      `"; ${run}; "`,
      `\n${run}\n`,
      `' || ${run} #`,
      `& ${run} &`,
    ],
    ...[
      `\\'; ${run}; \\'`,
      `\r\n${run}\r\n`,
      `$'\\n'`,
      ["$", "{X:-`", run, "`}"].join(""),
      `| ${run}`,
      `\\\n${run}`,
    ],
  );
  const special = fc.constantFrom(
    "'",
    '"',
    "\\",
    "$",
    "`",
    "\n",
    "\r",
    "#",
    " ",
    "=",
    "!",
    "%s",
    "\u2028",
    "---\n",
  );
  const unspeakable = fc.constantFrom("\0", "\ud800", "\udc00");
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
    { weight: 4, arbitrary: special },
    { weight: 3, arbitrary: attack },
    { weight: 1, arbitrary: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, unspeakable) },
  );
  return fc.sample(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
    { numRuns: VALUES, seed },
  );
}

const variables = (texts: readonly string[]): Variable[] =>
  texts.map((value, at) => ({ name: `NAME_${at}`, value, label: `NAME_${at}` }));

/** What a shell holds after it has read `text` as a script, by name. */
function sourced([shell, ...flags]: readonly string[], text: string, names: readonly string[]) {
  const file = join(folder, "emitted");
  writeFileSync(file, text);
  const words = names.map((name) => `"$${name}"`).join(" ");
  const script = `set -a\n. '${file}'\nset +a\nprintf '%s\\0' ${words}\n`;
  const { status, stdout, stderr } = spawnSync(shell ?? "", [...flags, "-s"], { input: script });
  expect([status, stderr.toString("utf8")]).toEqual([0, ""]);
  const read = stdout.toString("utf8").split("\0");
  return Object.fromEntries(names.map((name, at) => [name, read[at]]));
}

const inShells = (text: string, names: readonly string[]) =>
  [["bash"], ["dash"], ["busybox", "sh"]].map((shell) => sourced(shell, text, names));

/** Everyone who reads a format, and how many of a hundred such values it must at least be able to say. */
const READERS: Record<keyof typeof FORMATS, [number, (text: string, names: string[]) => unknown[]]> = {
  json: [100, (text) => [JSON.parse(text)]],
  yaml: [80, (text) => [parseYaml(text), parseYaml(text, { version: "1.1" })]],
  shell: [80, inShells],
  dotenv: [20, (text, names) => [parseDotenv(text), ...inShells(text, names)]],
  env: [
    20,
    (text) => [
      Object.fromEntries(
        text.split("\n").flatMap((line) => [...line.matchAll(/^([^=]+)=(.*)$/gs)].map(([, a, b]) => [a, b])),
      ),
    ],
  ],
};

test.each(Object.entries(READERS))(
  "%s comes back as it was or is refused, and nothing in it runs (INV-18)",
  (name, reader) => {
    const format = FORMATS[name as keyof typeof FORMATS];
    const [least, readers] = reader;
    for (let round = 0; round < ROUNDS; round++) {
      const seed = randomBytes(4).readInt32LE();
      const all = variables(values(seed));
      const printed = all.filter((variable) => format.problem(variable) === null);
      expect(printed.length).toBeGreaterThanOrEqual((all.length * least) / 100);
      const expected = Object.fromEntries(printed.map(({ name, value }) => [name, value]));
      for (const read of readers(format.print(printed), Object.keys(expected)))
        expect(read, `seed ${seed}`).toEqual(expected);
      expect(existsSync(canary), `seed ${seed}`).toBe(false);
    }
  },
);

test("the canary is made by a format that forgets to quote", () => {
  spawnSync("sh", ["-s"], { input: `NAME=$(touch ${canary})\n` });
  expect(existsSync(canary)).toBe(true);
});
