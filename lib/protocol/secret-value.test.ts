import { expect, test } from "vitest";
import type { SecretContent } from "../contract/secrets.ts";
import { contentToValue, valueToContent } from "./secret-value.ts";

const structured = (...names: string[]): SecretContent => ({
  kind: "structured",
  fields: names.map((name, index) => ({ name, value: `value ${index}\n"'\\` })),
});

test.each([
  [{ kind: "single", value: "" } as SecretContent, null],
  [{ kind: "single", value: '{"looks":"structured"}\r\n' } as SecretContent, null],
  [structured("host", "port"), ["host", "port"]],
  [structured("b", "10", "a", "2"), ["b", "10", "a", "2"]],
  [structured("__proto__", "constructor", "toJSON"), ["__proto__", "constructor", "toJSON"]],
])("content survives the way to the wire and back: %j", (content, fieldNames) => {
  expect(valueToContent(contentToValue(content), fieldNames)).toEqual(content);
});

test("a structured value is a flat JSON object in field order", () => {
  expect(contentToValue(structured("b", "1"))).toMatch(/^\{"b":"value 0.*,"1":"value 1/);
});

test("a value without its fields is an error, never an empty field", () => {
  expect(() => valueToContent('{"host":"x"}', ["host", "port"])).toThrow();
  expect(() => valueToContent('{"host":1}', ["host"])).toThrow();
});

test.each(["hunter2", '"hunter2"', "null", "7", '["hunter2"]', '{"host":"hunter2"'])(
  "the error about %s says nothing of it: it ends in the log",
  (value) => {
    expect(() => valueToContent(value, ["port"])).toThrow(/^A structured value does not hold its fields$/);
  },
);
