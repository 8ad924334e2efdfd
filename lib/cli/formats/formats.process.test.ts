import { spawnSync } from "node:child_process";
import { parse as parseDotenv } from "dotenv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Variable } from "../../sdk/expand-secrets.ts";
import { corpus } from "../testing/corpus.ts";
import { dotenvFormat } from "./dotenv.ts";
import { envFormat } from "./env.ts";
import { jsonFormat } from "./json.ts";
import { shellFormat } from "./shell.ts";
import { yamlFormat } from "./yaml.ts";

const values = corpus("/tmp/never-made");
const variables = (entries: Record<string, string>): Variable[] =>
  Object.entries(entries).map(([name, value]) => ({ name, value, label: name }));

// Text that leans towards what quoting gets wrong.
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', "\\", "$", "{", "}", "`", "\n", "#", " ", "=", "!"),
      fc.string({ unit: "grapheme" }),
    ),
  )
  .map((parts) => parts.join(""));
const one = (value: string): Variable => ({ name: "NAME", value, label: "NAME" });

test("json holds every value exactly, keys sorted", () => {
  const text = jsonFormat.print(variables(values));
  expect(JSON.parse(text)).toEqual(values);
  expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(values).sort());
});

test("yaml holds every value exactly, in YAML 1.2 and 1.1", () => {
  const text = yamlFormat.print(variables(values));
  expect(parseYaml(text)).toEqual(values);
  expect(parseYaml(text, { version: "1.1" })).toEqual(values);
});

test("yaml keys that YAML 1.1 reads as true, false or null stay keys", () => {
  const entries = { NO: "1", Y: "2", ON: "3", NULL: "4", TRUE: "5" };
  expect(parseYaml(yamlFormat.print(variables(entries)), { version: "1.1" })).toEqual(entries);
});

test("yaml is exact or refuses, whatever the value", () => {
  fc.assert(
    fc.property(tricky, (value) => {
      const variable = one(value);
      if (yamlFormat.problem(variable) === null)
        expect(parseYaml(yamlFormat.print([variable]))).toEqual({ NAME: value });
    }),
  );
});

describe("dotenv", () => {
  test("is read exactly by dotenv, or refuses", () => {
    fc.assert(
      fc.property(tricky, (value) => {
        const variable = one(value);
        if (dotenvFormat.problem(variable) !== null) return;
        const text = `BEFORE='x'\n${dotenvFormat.print([variable])}AFTER='y'\n`;
        expect(parseDotenv(text)).toEqual({ BEFORE: "x", NAME: value, AFTER: "y" });
      }),
      { numRuns: 1000 },
    );
  });

  test("what it prints of the corpus is read exactly by dotenv and by a shell", () => {
    const printed = variables(values).filter((variable) => dotenvFormat.problem(variable) === null);
    const expected = Object.fromEntries(printed.map(({ name, value }) => [name, value]));
    expect(Object.keys(expected)).toEqual(
      expect.arrayContaining([
        "NEWLINE",
        "TRAILING_NEWLINE",
        "COMMAND",
        "BACKTICK",
        "PEM",
        "DASH_N",
        "EMPTY",
      ]),
    );
    const text = dotenvFormat.print(printed);
    expect(parseDotenv(text)).toEqual(expected);
    const script = `set -a; ${text}\n'${process.execPath}' -p 'JSON.stringify(process.env)'`;
    const { stdout } = spawnSync("env", ["-i", "sh", "-c", script], { encoding: "utf8" });
    expect(JSON.parse(stdout)).toMatchObject(expected);
  });

  test.each([
    "a\rb",
    ["$", "{HOME}"].join(""),
    "ends\\",
    "two\\\\",
    `it's "x"`,
    "it's $HOME",
    "it's \\n",
    "it's `x`",
    "a\0b",
  ])("%j is refused with a reason", (value) => {
    expect(dotenvFormat.problem(one(value))).not.toBeNull();
  });
});

test("env prints one line each and refuses line breaks", () => {
  expect(envFormat.print(variables({ A: " x=y ", B: "" }))).toBe("A= x=y \nB=\n");
  for (const value of ["a\nb", "a\r", "a\0"]) expect(envFormat.problem(one(value))).not.toBeNull();
});

test("shell refuses a value that would keep every later program from starting", () => {
  expect(shellFormat.problem(one("x".repeat(131_072 - "NAME=".length - 1)))).toBeNull();
  expect(shellFormat.problem(one("x".repeat(131_072 - "NAME=".length)))).toMatch("bytes");
});

test("no format takes NUL or half a character, except json where they have a spelling", () => {
  for (const value of ["a\0b", "\ud800"])
    for (const format of [envFormat, dotenvFormat, yamlFormat, shellFormat])
      expect(format.problem(one(value))).not.toBeNull();
});
