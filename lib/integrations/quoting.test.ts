import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { displayName, posixQuote } from "./quoting.ts";

const SHELLS: [string, ...string[]][] = [["bash"], ["dash"], ["busybox", "sh"]];
const text = fc.string({ unit: "binary", maxLength: 200 }).filter((word) => !word.includes("\0"));

test.each(SHELLS)("%s gives a quoted word back byte for byte", (shell, ...flags) => {
  const words = fc.sample(
    fc.oneof(text, fc.constantFrom("'", "''", "\\'", "-n", "$(id)", "`id`", "\r\n")),
    400,
  );
  const script = words.map((word) => `printf '%s\\0' ${posixQuote(word)}`).join("\n");
  const { stdout, status } = spawnSync(shell, [...flags, "-s"], { input: script });
  expect(status).toBe(0);
  expect(stdout.toString("utf8")).toBe(words.map((word) => `${word}\0`).join(""));
});

test("a word no shell can hold is refused", () => {
  expect(() => posixQuote("a\0b")).toThrow(RangeError);
});

test("a name in a generated file is one printable line of bounded length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const shown = displayName(name);
      expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect([...shown].length).toBeGreaterThan(0);
      expect([...shown].length).toBeLessThanOrEqual(128);
    }),
  );
  expect(displayName("Payments API")).toBe("Payments API");
  expect(displayName("a\nb\u202e")).toBe("a b");
});
