import { expect, test } from "vitest";
import { etagMatches, etagOf } from "./etag.ts";

const etag = etagOf("sk_x", 3);

test("a tag is strong and another version's or secret's is another tag", () => {
  expect(etag).toBe('"sk_x.v3"');
  expect(new Set([etag, etagOf("sk_x", 4), etagOf("sk_y", 3)]).size).toBe(3);
});

test.each([
  ["the tag itself", '"sk_x.v3"'],
  ["its weak form", 'W/"sk_x.v3"'],
  ["any", "*"],
  ["any, with spaces around", " * "],
  ["one of a list", '"sk_x.v1", "sk_x.v3"'],
  ["one of a list without spaces", '"a",W/"sk_x.v3","b"'],
  ["a list with empty members", ',"a", ,"sk_x.v3",'],
  ["beside a tag with a comma in it", '"a,b", "sk_x.v3"'],
])("%s matches", (_, header) => {
  expect(etagMatches(header, etag)).toBe(true);
});

test.each([
  ["no header", null],
  ["nothing", ""],
  ["only commas", ", ,"],
  ["another version", '"sk_x.v2"'],
  ["a longer version", '"sk_x.v30"'],
  ["another secret", '"sk_y.v3"'],
  ["no quotes", "sk_x.v3"],
  ["another case", '"SK_X.V3"'],
  ["a lower-case weak mark", 'w/"sk_x.v3"'],
  ["an open quote", '"sk_x.v3'],
  ["the tag inside another tag", "\"a,'sk_x.v3'\""],
  ["a star in a list", '*, "a"'],
  ["the tag and then nonsense", '"sk_x.v3" nonsense'],
  ["two tags without a comma", '"sk_x.v3""a"'],
])("%s does not match", (_, header) => {
  expect(etagMatches(header, etag)).toBe(false);
});

test("a very long header is read in one pass", () => {
  expect(etagMatches(`${'"a",'.repeat(20_000)}"sk_x.v3"`, etag)).toBe(true);
});
