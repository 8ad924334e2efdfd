import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { GLOB_MAX_CHARACTERS, globMatches, globProblem } from "./glob.ts";

describe("a pattern is literals and two wildcards, anchored at both ends", () => {
  test.each([
    ["ci-*", "ci-", true],
    ["ci-*", "ci-7f3a", true],
    ["ci-*", "xci-7", false],
    ["ci-*", "Ci-7", false],
    ["*", "", true],
    ["*", "anything.at-all", true],
    ["?", "", false],
    ["?", "a", true],
    ["?", "ab", false],
    ["build-??", "build-07", true],
    ["build-??", "build-7", false],
    ["*.example", "a.example", true],
    ["*.example", "a.example.com", false],
    ["a*b*c", "abc", true],
    ["a*b*c", "a-b-b-c-c", true],
    ["a*b*c", "acb", false],
    ["a**b", "ab", true],
    ["a.c", "abc", false],
    ["runner", "runner ", false],
    ["runner", "runner\n", false],
    ["", "", true],
    ["", "a", false],
  ])("%j matches %j: %s", (pattern, text, matches) => expect(globMatches(pattern, text)).toBe(matches));
});

describe("what looks like another pattern language is refused", () => {
  test.each([
    "(a+)+$", "+(a|aa)", "[", "[a-z]*", "{a,b}", "ci-\\d+", "^ci", "ci|cd", "!ci", "a b", "a\nb", "a\0b", "ä*", "*".repeat(64),
    "*a".repeat(9), "a".repeat(GLOB_MAX_CHARACTERS + 1), "",
  ])("%j", (pattern) => expect(globProblem(pattern)).toMatch(/^Use .+\.$/)); // biome-ignore format: a list reads better in lines

  test.each(["*", "?", "ci-*", "a".repeat(GLOB_MAX_CHARACTERS), "*a".repeat(8), "A.b_c-9"])(
    "not %j",
    (pattern) => expect(globProblem(pattern)).toBeNull(),
  );
});

/** The meaning, as short as it can be written; its time is not bounded, so it judges short texts only. */
function meaning(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern.startsWith("*")) return meaning(rest, text) || (text !== "" && meaning(pattern, text.slice(1)));
  return text !== "" && (pattern.startsWith("?") || pattern[0] === text[0]) && meaning(rest, text.slice(1));
}

test("agrees with the meaning on every pattern and text", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 10 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 });
  fc.assert(
    fc.property(pattern, text, (p, t) => globMatches(p, t) === meaning(p, t)),
    { numRuns: rounds.cases },
  );
});

test("the worst pattern on the longest hostname takes no more steps than stars × length", () => {
  const steps = { taken: 0 };
  const counting = (text: string) =>
    new Proxy(Object(text), {
      get: (target, key) => {
        if (typeof key === "string" && /^\d+$/.test(key)) steps.taken++;
        return Reflect.get(target, key);
      },
    }) as string;
  const pattern = `${"*a".repeat(8)}b`;
  expect(globMatches(pattern, counting("a".repeat(253)))).toBe(false);
  expect(steps.taken).toBeGreaterThan(253);
  expect(steps.taken).toBeLessThanOrEqual(9 * 253 * 2);
});
