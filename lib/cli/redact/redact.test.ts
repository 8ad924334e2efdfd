import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodedForms } from "./encoded-forms.ts";
import { makeRedactor } from "./redact-output.ts";
import { MARK } from "./redact-stream.ts";
import { secretPatterns } from "./secret-patterns.ts";

/** What comes out for these chunks. */
function redact(values: readonly string[], chunks: readonly Buffer[]): Buffer {
  const stream = makeRedactor(values)();
  const out: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => out.push(chunk));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  return Buffer.concat(out);
}

/** The rule in the plainest words: every byte that any pattern covers goes, and each run of them is one mark. */
function redactPlainly(patterns: readonly Buffer[], bytes: Buffer): Buffer {
  const isCovered = new Array<boolean>(bytes.length).fill(false);
  for (const pattern of patterns)
    for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1))
      isCovered.fill(true, at, at + pattern.length);
  const out: Buffer[] = [];
  for (const [at, covered] of isCovered.entries()) {
    if (!covered) out.push(bytes.subarray(at, at + 1));
    else if (at === 0 || !isCovered[at - 1]) out.push(MARK);
  }
  return Buffer.concat(out);
}

/** Cuts at any places, also into single bytes. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, at) => bytes.subarray(sorted[at], end));
}

// Few letters, so that values overlap, contain and repeat one another.
const value = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "'", "/", "\n", "é"), minLength: 4, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 4, maxLength: 40 }),
);
const ENCODINGS: readonly ((text: string, before: string, after: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => new URLSearchParams({ v: text }).toString().slice(2),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => Buffer.from(text).toString("hex"),
  (text) => Buffer.from(text).toString("hex").toUpperCase(),
  (text) => Buffer.from(text).toString("base64"),
  (text) => Buffer.from(text).toString("base64url"),
  (text, before, after) => Buffer.from(`${before}${text}${after}`).toString("base64"),
  (text, before, after) => Buffer.from(`${before}${text}${after}`).toString("base64url"),
];
const part = fc.oneof(
  fc.record({
    which: fc.nat(2),
    encoding: fc.nat(ENCODINGS.length - 1),
    before: fc.string(),
    after: fc.string(),
  }),
  fc.uint8Array({ maxLength: 8 }),
  fc.constantFrom("a", "b", "ab", "\n", "***", "'"),
);
type Part = typeof part extends fc.Arbitrary<infer Kind> ? Kind : never;

function outputOf(values: readonly string[], parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map((one) => {
      if (typeof one === "string") return Buffer.from(one);
      if (one instanceof Uint8Array) return Buffer.from(one);
      const encode = ENCODINGS[one.encoding] ?? ((text: string) => text);
      return Buffer.from(encode(values[one.which % values.length] ?? "", one.before, one.after));
    }),
  );
}

const cases = [
  fc.array(value, { minLength: 1, maxLength: 3 }),
  fc.array(part, { maxLength: 12 }),
  fc.array(fc.nat(), { maxLength: 40 }),
] as const;

test("whatever the values, the output and its chunks: covered bytes become marks, all others arrive as they are", () => {
  fc.assert(
    fc.property(...cases, (values, parts, places) => {
      const bytes = outputOf(values, parts);
      const redacted = redact(values, cut(bytes, places));
      expect(redacted.toString("latin1")).toBe(
        redactPlainly(secretPatterns(values), bytes).toString("latin1"),
      );
    }),
    { numRuns: 500 },
  );
});

test("the same with many values that begin alike and contain one another", () => {
  const alike = fc
    .tuple(fc.nat(12), fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4 }))
    .map(([common, rest]) => `${"sk_live_".repeat(2).slice(0, 4 + common)}${rest}`);
  fc.assert(
    fc.property(
      fc.array(alike, { minLength: 20, maxLength: 60 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      (values, which, places) => {
        const bytes = Buffer.from(
          which.map((at) => `${values[at % values.length]?.slice(at % 3)}-b`).join(""),
        );
        const redacted = redact(values, cut(bytes, places));
        expect(redacted.toString()).toBe(redactPlainly(secretPatterns(values), bytes).toString());
      },
    ),
    { numRuns: 200 },
  );
});

test("no value survives between two marks, as it is or encoded", () => {
  fc.assert(
    fc.property(...cases, (values, parts, places) => {
      const kept = redact(values, cut(outputOf(values, parts), places))
        .toString("latin1")
        .split(MARK.toString("latin1"));
      for (const text of values)
        for (const encode of ENCODINGS.slice(0, 8)) {
          const form = Buffer.from(encode(text, "", "")).toString("latin1");
          for (const piece of kept) expect(piece.includes(form)).toBe(false);
        }
    }),
    { numRuns: 300 },
  );
});

test("an output without a value arrives byte for byte: invalid UTF-8, no line break at its end, any chunks", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (bytes, places) => {
        const output = Buffer.from(bytes);
        expect(redact(["never-in-there-0123456789"], cut(output, places)).equals(output)).toBe(true);
      },
    ),
  );
});

describe("forms", () => {
  const secret = `p@ss/wörd+"it's"`;
  test.each([
    ["JSON of Go", `p@ss/wörd+\\"it's\\"`],
    ["JSON of Python", `p@ss/w\\u00f6rd+\\"it's\\"`],
    ["JSON of PHP", `p@ss\\/w\\u00f6rd+\\"it's\\"`],
    ["URL component, lower case", "p%40ss%2fw%c3%b6rd%2b%22it's%22"],
    ["URL component, RFC 3986", "p%40ss%2Fw%C3%B6rd%2B%22it%27s%22"],
    ["set -x of bash", `p@ss/wörd+"it'\\''s"`],
    ["set -x of dash", `p@ss/wörd+"it'"'"'s"`],
    [
      "base64 in lines of 76",
      (
        Buffer.from(secret.repeat(9))
          .toString("base64")
          .match(/.{1,76}/g) ?? []
      ).join("\n"),
    ],
  ])("%s is hidden", (name, form) => {
    const values = name.includes("lines") ? [secret.repeat(9)] : [secret];
    const left = redact(values, [Buffer.from(`<${form}>`)]).toString("utf8");
    expect(left).toMatch(/^<\*\*\*(\n\*\*\*)*>$/);
  });

  test("each line of a value with several is hidden alone, without the blanks around it, short ones are not", () => {
    const left = redact(["begin\n  middle\r\nend\n"], [Buffer.from("middle, begin; end. bEgin")]);
    expect(left.toString("utf8")).toBe("***, ***; end. bEgin");
  });

  test("a long value is hidden whole and in part", () => {
    const long = Array.from({ length: 2000 }, (_, at) => `${at},`).join("");
    expect(redact([long], [Buffer.from(`(${long})`)]).toString("utf8")).toBe("(***)");
    expect(redact([long], [Buffer.from(`(${long.slice(0, 3000)})`)]).toString("utf8")).toMatch(
      /^\(\*\*\*[^*]{1,511}\)$/,
    );
  });

  test("no form of a value of four characters or more is too short to be looked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 4, maxLength: 6 }), (text) => {
        for (const form of encodedForms(text)) expect(Buffer.byteLength(form)).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});

test("what is no beginning of a value is passed on at once, and little is held back of what might be one", () => {
  const stream = makeRedactor(["x".repeat(100_000)])();
  const out: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => out.push(chunk));
  stream.write(Buffer.from("Password: "));
  expect(Buffer.concat(out).toString("utf8")).toBe("Password: ");
  for (let at = 0; at < 3000; at++) stream.write(Buffer.from("x"));
  stream.write(Buffer.from("!"));
  expect(Buffer.concat(out).toString("utf8")).toMatch(/^Password: \*\*\*x*!$/);
});
