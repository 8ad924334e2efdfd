import dotenv from "dotenv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { parseDotenv } from "./parse-dotenv.ts";

const runs = { numRuns: rounds.cases };
const text = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet) });

// What this parser and dotenv are meant to agree on: no # in bare values, no escapes but \n and \r, no inner quotes.
const bare = text("abcXYZ019_=/:.,+-$ {}()").filter((value) => !/^\s*['"`]/.test(value));
const quoted = text("abc019 =#$/:\t\n{}\u00e9\u{1f511}");
const value = fc.oneof(
  bare,
  quoted.map((inner) => `'${inner}'`),
  quoted.map((inner) => `\`${inner}\``),
  fc.array(fc.oneof(quoted, fc.constantFrom("\\n", "\\r"))).map((parts) => `"${parts.join("")}"`),
);
const name = text("ABCDEFGH_").map((tail) => `K${tail}`);
const comment = fc.oneof(
  fc.constant(""),
  text("abc 'x=").map((words) => ` # ${words}`),
);
const pair = fc
  .tuple(fc.constantFrom("", "export ", "  "), name, fc.constantFrom("=", " = "), value, comment)
  .map((parts) => parts.join(""));
const file = fc
  .array(fc.oneof({ weight: 5, arbitrary: pair }, fc.constantFrom("", "# note", "   ")))
  .chain((lines) => fc.constantFrom("\n", "\r\n").map((ending) => lines.join(ending)));

test("what dotenv and this parser both define, they read alike", () => {
  fc.assert(
    fc.property(file, (source) => {
      const { lines, secrets } = parseDotenv(source);
      expect(lines.filter(({ kind }) => kind === "unread")).toEqual([]);
      const read = Object.fromEntries(secrets.map((secret) => [secret.name, secret.value]));
      // Names are all good here but for those that collide once their underscores are squeezed.
      const kept = Object.entries(dotenv.parse(source)).filter(([key]) => key in read);
      expect(read).toEqual(Object.fromEntries(kept));
    }),
    runs,
  );
});

test("any text at all is read without failing, each line once, and nothing is saved that may not be", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."AB=' \"`#\\\n\r$é\0\ud800x") }), (source) => {
      const { lines, secrets } = parseDotenv(source);
      const numbers = lines.map(({ line }) => line);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
      for (const secret of secrets) expect(`${secret.name}${secret.value}`).not.toMatch(/\0/);
      expect(new Set(secrets.map((secret) => secret.name)).size).toBe(secrets.length);
    }),
    runs,
  );
});

test("any value survives being quoted", () => {
  const anything = fc.string({ unit: "binary" }).filter((text) => !/[\0\r]/.test(text));
  fc.assert(
    fc.property(anything, (value) => {
      const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
      expect(parseDotenv(`A="${escaped}"\nB=1`).secrets).toEqual([
        { name: "A", value },
        { name: "B", value: "1" },
      ]);
    }),
    runs,
  );
});
