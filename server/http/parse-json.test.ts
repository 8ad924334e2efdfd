import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { parseJson } from "./parse-json.ts";

const schema = z.strictObject({ name: z.string().optional() });
const json = "application/json";
const body = (text: string, contentType: string | null = json) => ({
  bytes: new TextEncoder().encode(text),
  contentType,
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.code : "crashed";
  }
}

describe("a JSON body", () => {
  test.each([
    json,
    "application/json; charset=utf-8",
    "Application/JSON;charset=UTF-8",
    "application/json ;x=1",
  ])("of type %s is read", (type) =>
    expect(parseJson(schema, body('{"name":"a"}', type))).toEqual({ name: "a" }),
  );

  test.each([null, "", "text/plain", "application/jsonp", "application/x-www-form-urlencoded", "text/json"])(
    "of type %s is refused",
    (type) => expect(codeOf(() => parseJson(schema, body("{}", type)))).toBe("unsupported_media_type"),
  );

  test.each(["{", "", " ", "{}x", "\uFEFF{}", "NaN", "{'a':1}"])("%j is not JSON", (text) => {
    expect(codeOf(() => parseJson(schema, body(text)))).toBe("invalid_request");
  });

  test.each([
    ["a key twice", '{"name":"a","name":"b"}'],
    ["a key twice, written differently", '{"name":"a","na\\u006de":"b"}'],
    ["an empty key twice", '{"":1,"":1}'],
    ["a key twice inside", '{"name":[{"a":1,"b":2,"a":3}]}'],
    ["a key twice around a long value", `{"name":"${'x\\"{'.repeat(1000)}","name":1}`],
  ])("with %s is refused, because two readers would keep two values", (_, text) => {
    expect(() => parseJson(z.unknown(), body(text))).toThrowError(/a key more than once/);
  });

  test.each([
    ["keys of different objects", '[{"a":1},{"a":1},{"b":{"a":{"a":1}},"a":2}]'],
    ["a value like a key", '{"a":"a","b":["a","a"],"c":"a"}'],
    ["text like structure", '{"a":"{\\"a\\":1,","b":"]}"}'],
    ["__proto__ once", '{"__proto__":1,"a":2}'],
  ])("with %s is read", (_, text) => {
    expect(parseJson(z.unknown(), body(text))).toEqual(JSON.parse(text));
  });

  test.each(["[", '{"a":'])("nested too deeply with %s is refused, however deep", (opening) => {
    for (const depth of [17, 30_000]) {
      const text = `${opening.repeat(depth)}1${(opening === "[" ? "]" : "}").repeat(depth)}`;
      expect(() => parseJson(z.unknown(), body(text))).toThrowError(/nested too deeply|not valid JSON/);
    }
  });

  test("that is not UTF-8 is refused", () => {
    const bytes = Uint8Array.from([0x22, 0xff, 0x22]);
    expect(codeOf(() => parseJson(z.string(), { bytes, contentType: json }))).toBe("invalid_request");
  });

  test.each(["[]", "null", '"x"', '{"name":1}', '{"approved":true}', '{"__proto__":{"name":"x"}}'])(
    "%s does not fit the schema",
    (text) => expect(codeOf(() => parseJson(schema, body(text)))).toBe("invalid_input"),
  );

  test("a refusal names the field and never quotes the body", () => {
    const broken = '{"token":"ske_notforthelog", }';
    try {
      parseJson(schema, body(broken));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(String(error)).not.toContain("ske_");
      expect((error as AppError).cause).toBeUndefined();
    }
    expect(() => parseJson(schema, body('{"name":1}'))).toThrowError(/^name: /);
  });
});

describe("an empty body", () => {
  test("stands for the route's default, with or without a content type", () => {
    expect(parseJson(schema, body("", null), {})).toEqual({});
    expect(parseJson(schema, body(""), {})).toEqual({});
  });

  test("is refused where the route has no default, with a sentence of its own", () => {
    expect(() => parseJson(schema, body("", null))).toThrowError(
      "The request body is empty. Send a JSON object.",
    );
    expect(codeOf(() => parseJson(schema, body("", null)))).toBe("invalid_request");
  });
});
