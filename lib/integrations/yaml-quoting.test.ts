import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { yamlText } from "./yaml-quoting.ts";

test("any text comes back as the same text, never as another type, a tag or a merge", () => {
  const hostile = fc.constantFrom(
    "true",
    "1e3",
    "~",
    "*x",
    "&x",
    "!!js/function",
    "<<",
    "- run: id",
    "__proto__",
    "valueOf",
    "# no",
    "a: b",
    "",
  );
  const word = fc.oneof(hostile, fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(fc.array(word), word, (script, name) => {
      expect(parse(yamlText({ step: { name, script } }))).toEqual({ step: { name, script } });
    }),
  );
});

test("a comment stands above the line it explains", () => {
  expect(yamlText({ script: [". ./a.sh", "b"] }, new Map([[". ./a.sh", " why"]]))).toBe(
    "script:\n  # why\n  - . ./a.sh\n  - b\n",
  );
});
