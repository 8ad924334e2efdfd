import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { displayName, fileName, posixQuote, shellWord, sourceString } from "./quoting.ts";

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

test("a word goes without quotes only where a shell reads it as it stands", () => {
  expect(shellWord("./quiet-otter-7f3a")).toBe("./quiet-otter-7f3a");
  for (const word of ["", "a b", "$x", "*", "~", "a;b", "a'b", "#"])
    expect(shellWord(word)).toBe(posixQuote(word));
});

test("a string literal is the text again and shows every character that does not print", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (word) => {
      const literal = sourceString(word);
      expect(runInNewContext(literal)).toBe(word);
      expect(literal).not.toMatch(/[\0-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    }),
  );
  expect(() => sourceString("\ud800")).toThrow(RangeError);
});

test("a file's name cannot leave its folder, hide, be an option or end a field of -v", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(fileName(name)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    }),
  );
  expect(fileName("../../etc/passwd")).toBe("etc-passwd");
  expect(fileName("quiet-otter-7f3a")).toBe("quiet-otter-7f3a");
});
