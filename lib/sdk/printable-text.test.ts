import { expect, test } from "vitest";
import { printableText } from "./printable-text.ts";

test.each([
  ["plain text, clé, 日本 🔑", "plain text, clé, 日本 🔑"],
  ["\u001b[31mred", "\\u{1b}[31mred"],
  ["one\ntwo\r", "one\\u{a}two\\u{d}"],
  ["\u202eevil", "\\u{202e}evil"],
  ["a\u2028b\u009bc", "a\\u{2028}b\\u{9b}c"],
])("%j is shown as %j", (text, shown) => {
  expect(printableText(text)).toBe(shown);
});

test("long text is cut between characters, and says so", () => {
  expect(printableText("🔑🔑🔑", 2)).toBe("🔑🔑…");
  expect(printableText("🔑🔑", 2)).toBe("🔑🔑");
});
