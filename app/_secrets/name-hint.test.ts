import { expect, test } from "vitest";
import { nameHint } from "./name-hint.ts";

test("a field without a name yet has no variable yet", () => {
  expect(nameHint("DB", ["host", ""]).variables).toEqual(["DB_HOST", ""]);
});

test("two fields that collide are no fault of the secret's name", () => {
  expect(nameHint("DB", ["host-name", "host_name"]).problem).toBeUndefined();
});

test("a name that cannot be a variable is told at once, whatever the fields are", () => {
  expect(nameHint("PATH", null).problem).toContain("PATH controls");
  expect(nameHint("9LIVES", ["a"]).problem).toContain("begin with a letter");
});
