import { expect, test } from "vitest";
import { hashToken, isWellFormedToken, mintToken } from "./opaque-token.ts";

test("a minted token is well formed, of its own kind only, and never repeats", () => {
  const tokens = Array.from({ length: 500 }, () => mintToken("ske"));
  expect(new Set(tokens).size).toBe(500);
  for (const token of tokens) {
    expect(token).toMatch(/^ske_[0-9A-Za-z]{49}$/);
    expect(isWellFormedToken("ske", token)).toBe(true);
    expect(isWellFormedToken("skb", token)).toBe(false);
  }
});

test("a mistyped token is discarded without a look-up (AT-36)", () => {
  const token = mintToken("ske");
  for (let at = 4; at < token.length; at++) {
    const other = token[at] === "a" ? "b" : "a";
    expect(isWellFormedToken("ske", token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
  }
  for (const text of [
    "",
    "ske_",
    token.toLowerCase(),
    `${token} `,
    ` ${token}`,
    token.slice(1),
    token.repeat(200),
    `${token}\n`,
  ])
    expect(isWellFormedToken("ske", text)).toBe(false);
});

test("the stored hash is SHA-256 of the text", () => {
  expect(Buffer.from(hashToken("abc")).toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
