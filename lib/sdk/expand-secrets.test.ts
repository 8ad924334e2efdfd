import { describe, expect, test } from "vitest";
import { expandSecrets } from "./expand-secrets.ts";

const single = (name: string, value = "v", id = `sk_${name}`) => ({ id, name, value, fieldNames: null });
const structured = (name: string, fields: Record<string, unknown>, fieldNames = Object.keys(fields)) => ({
  id: `sk_${name}`,
  name,
  value: JSON.stringify(fields),
  fieldNames,
});
const names = (...input: Parameters<typeof expandSecrets>) => expandSecrets(...input).map(({ name }) => name);

test("names become variables as in every SikkerKey CLI", () => {
  expect(names([single("Database Credentials"), single("api-key"), single("a.b")])).toEqual([
    "DATABASE_CREDENTIALS",
    "API_KEY",
    "A_B",
  ]);
});

test("a structured secret becomes one variable for each field, in the fields' order", () => {
  const secret = structured("DB", { user: "u", "pass word": "p", "1": "one" }, ["user", "pass word", "1"]);
  expect(expandSecrets([secret]).map(({ name, value }) => [name, value])).toEqual([
    ["DB_USER", "u"],
    ["DB_PASS_WORD", "p"],
    ["DB_1", "one"],
  ]);
});

test("a single value that happens to be JSON stays one variable", () => {
  expect(names([single("CONFIG", '{"a":"b"}')])).toEqual(["CONFIG"]);
});

test("a prefix stands before every name as it is", () => {
  expect(names([single("key"), structured("db", { host: "h" })], "App_")).toEqual(["App_KEY", "App_DB_HOST"]);
});

describe("the whole delivery is refused", () => {
  test.each([
    ["a loader's variable", [single("LD_PRELOAD")], ""],
    ["one that a prefix makes", [single("OPTIONS")], "NODE_"],
    ["one that a field makes", [structured("NODE", { options: "x" })], ""],
    ["a name of ours", [single("SIKKERKEY_HOME")], ""],
    ["lower case is no way around", [single("bash env")], ""],
    ["a name that is no variable", [single("1st")], ""],
    ["a name of no letters", [single("---")], ""],
    ["two names that become one", [single("a-b"), single("A.B", "w", "sk_2")], ""],
    ["a field that meets a name", [structured("DB", { url: "x" }), single("DB_URL")], ""],
    ["two fields that become one", [structured("DB", { "a-b": "x", a_b: "y" })], ""],
    ["NUL in a value", [single("A", "x\0y")], ""],
    ["half a character in a value", [single("A", "\udc00")], ""],
    ["a field that is missing", [structured("DB", { a: "x" }, ["a", "b"])], ""],
    ["a field too many", [structured("DB", { a: "x", b: "y" }, ["a"])], ""],
    ["a field that is no text", [structured("DB", { a: 1 }, ["a"])], ""],
    ["a structured value that is no object", [{ ...single("DB", "[]"), fieldNames: ["a"] }], ""],
  ])("for %s", (_, secrets, prefix) => {
    expect(() => expandSecrets([single("FINE"), ...secrets], prefix)).toThrow("Nothing was delivered");
  });
});

test("a refusal names every secret and never a value", () => {
  const secrets = [single("PATH", "top-secret-1"), single("HOME", "top-secret-2")];
  expect(() => expandSecrets(secrets)).toThrow(/PATH \(sk_PATH\).*\n.*HOME \(sk_HOME\)/);
  expect(() => expandSecrets(secrets)).not.toThrow("top-secret");
});

test("the names `__proto__` and `constructor` are names like others", () => {
  const secret = {
    ...single("DB", '{"__proto__":"a","constructor":"b"}'),
    fieldNames: ["__proto__", "constructor"],
  };
  expect(expandSecrets([secret]).map(({ name, value }) => [name, value])).toEqual([
    ["DB_PROTO", "a"],
    ["DB_CONSTRUCTOR", "b"],
  ]);
});
