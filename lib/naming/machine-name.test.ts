import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { fillTemplate, HOSTNAME, isNameTemplate, MACHINE_NAME, templateProblem } from "./machine-name.ts";

const facts = { uuid8: "0a1b2c3d", hostname: "runner-9" };

describe("a machine's name is a label that forges nothing", () => {
  test.each(["a", "ci-0a1b2c3d", "A.b_c-9", "a".repeat(64)])("%j is one", (name) =>
    expect(name).toMatch(MACHINE_NAME),
  );
  test.each([
    "", "-a", "a-", ".a", "a.", "a".repeat(65), "a b", "a\nb", "a\n", "a/b", "../a", "a\0", "a\u202eb", "ä", "a%0a", "{uuid8}",
    "$(id)", "a;b", "a'b", 'a"b', "<b>",
  ])("%j is none", (name) => expect(name).not.toMatch(MACHINE_NAME)); // biome-ignore format: a list reads better in lines
});

describe("a host name is what hosts are called", () => {
  test.each(["localhost", "ip-10-0-0-1.ec2.internal", "_runner_", "a".repeat(253)])("%j is one", (name) =>
    expect(name).toMatch(HOSTNAME),
  );
  test.each(["", "-a", "a.", "a".repeat(254), "a b", "a\nb", "a\n", "ä", "a/b", "$(id)"])(
    "%j is none",
    (name) => expect(name).not.toMatch(HOSTNAME),
  );
});

describe("a template names the machine", () => {
  test.each([
    ["ci-{uuid8}", "ci-0a1b2c3d"],
    ["{hostname}", "runner-9"],
    ["{hostname}-{uuid8}", "runner-9-0a1b2c3d"],
    ["{uuid8}{uuid8}", "0a1b2c3d0a1b2c3d"],
  ])("%s is %s", (template, name) => {
    expect([isNameTemplate(template), templateProblem(template)]).toEqual([true, null]);
    expect(fillTemplate(template, facts)).toBe(name);
  });

  test.each([
    "{a,b}",
    "{uuid9}",
    "{",
    "}",
    "ci-{uuid8",
    "{{uuid8}}",
    "{constructor}",
    "-{uuid8}",
    "{uuid8} x",
    `${"a".repeat(65)}{uuid8}x/`,
  ])("%j is refused with a remedy", (template) => expect(templateProblem(template)).toMatch(/\.$/));

  test("a value in it is text: no replacement pattern of ours or of JavaScript is read again", () => {
    expect(fillTemplate("{hostname}-{uuid8}", { uuid8: "0a1b2c3d", hostname: "$&-{uuid8}-$1" })).toBe(
      "----uuid8---1-0a1b2c3d",
    );
  });
});

test("a long hostname is cut, the digits that tell machines apart are not", () => {
  const name = fillTemplate("{hostname}-{uuid8}", { ...facts, hostname: "h".repeat(253) });
  expect(name).toBe(`${"h".repeat(55)}-0a1b2c3d`);
  expect(templateProblem(`${"a".repeat(56)}{uuid8}`)).toBeNull();
  expect(templateProblem(`${"a".repeat(57)}{uuid8}`)).not.toBeNull();
});

test("whatever the hostname, what a good template makes is a name or is refused by its form", () => {
  const template = fc.constantFrom(
    "{hostname}",
    "ci-{hostname}",
    "{hostname}-{uuid8}",
    "x{hostname}{hostname}",
  );
  fc.assert(
    fc.property(template, fc.string({ unit: "binary", maxLength: 300 }), (pattern, hostname) => {
      const name = fillTemplate(pattern, { ...facts, hostname });
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^[A-Za-z0-9._-]*$/);
      if (!pattern.startsWith("{")) expect(name).toMatch(MACHINE_NAME);
    }),
    { numRuns: rounds.cases },
  );
});
