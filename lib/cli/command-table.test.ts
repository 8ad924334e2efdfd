import { expect, test } from "vitest";
import { COMMANDS } from "./command-table.ts";
import { parseCall } from "./parse-call.ts";
import { allOptions, renderHelp, renderOverview } from "./render-help.ts";
import { renderReference } from "./render-reference.ts";

test("every command, argument and option stands in the overview, its help and the reference page", () => {
  const [overview, reference] = [renderOverview(COMMANDS), renderReference()];
  for (const command of COMMANDS) {
    const help = renderHelp(command);
    expect(overview).toContain(`  ${command.name}`);
    expect(reference).toContain(`## ${command.name}\n`);
    for (const { name } of command.arguments)
      for (const text of [help, reference]) expect(text).toContain(`<${name}>`);
    for (const { name } of allOptions(command))
      for (const text of [help, reference]) expect(text).toContain(`--${name}`);
  }
});

test("names are unique, and no option takes the place of --help", () => {
  const names = COMMANDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const command of COMMANDS) {
    const labels = allOptions(command).flatMap(({ name, short }) =>
      short === undefined ? [name] : [name, short],
    );
    expect(new Set(labels).size).toBe(labels.length);
  }
});

test("the commands the product promises are there", () => {
  expect(COMMANDS.map(({ name }) => name).sort()).toEqual([
    "cache",
    "ci",
    "completion",
    "connect",
    "delete",
    "doctor",
    "enroll",
    "export",
    "get",
    "list",
    "rename",
    "run",
    "status",
    "unlock",
    "version",
    "whoami",
  ]);
});

test("no option is made for a token or a value: others can read a command line", () => {
  const names = COMMANDS.flatMap((command) => command.options.map(({ name }) => name));
  expect([...new Set(names.filter((name) => /token|value|password|key/.test(name)))]).toEqual(["token-file"]);
});

test("every example fits its own command", () => {
  for (const command of COMMANDS) {
    for (const example of command.examples) {
      const [program, name, ...words] = example.replace(/ [<>|].*$/, "").split(" ");
      expect([program, name]).toEqual(["sikkerkey", command.name]);
      expect(() => parseCall(command, words)).not.toThrow();
    }
  }
});

test("the reference's tables have one bar for each column, whatever a text holds", () => {
  for (const row of renderReference()
    .split("\n")
    .filter((line) => line.startsWith("| ")))
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
});
