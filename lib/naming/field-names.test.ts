import { expect, test } from "vitest";
import { fieldNamesProblem } from "./field-names.ts";
import { nameProblem } from "./secret-name.ts";

test.each([
  { fields: ["host", "port"], index: null },
  { fields: ["1"], index: null },
  { fields: [""], index: 0 },
  { fields: ["ok", "\u200b"], index: 1 },
  { fields: ["ok", " padded"], index: 1 },
  { fields: ["ok", "---"], index: 1 },
  { fields: ["ok", "stra\u00dfe"], index: 1 },
  { fields: ["a".repeat(129)], index: 0 },
  { fields: ["host", "host"], index: 1 },
  { fields: ["api-key", "API_KEY"], index: 1 },
  { fields: ["api.key", "x", "api key"], index: 2 },
])("the first bad field of $fields is $index", ({ fields, index }) => {
  expect(fieldNamesProblem(fields)?.index ?? null).toBe(index);
});

test("a secret's name is refused for its fields too, however good the name is alone", () => {
  expect(nameProblem("DB", ["url", ""])).toMatch(/1 to 128/);
  expect(nameProblem("LD", ["PRELOAD"])).toMatch(/LD_/);
  expect(nameProblem("DB", ["url"])).toBeNull();
});
