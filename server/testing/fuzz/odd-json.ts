import type { Draws } from "./random.ts";

/** Pieces of JSON text that some reader stumbles over. */
const VALUES = [
  "null",
  "true",
  "0",
  "-0",
  "1e400",
  "-1e400",
  "1e-400",
  "123456789012345678901234567890",
  "0.1",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u202e"',
  '"__proto__"',
  "[]",
  "{}",
  "[null]",
  '[[["a"]]]',
  '{"toJSON":1}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"then":1}',
  '{"length":1}',
  '{"$ne":""}',
  "NaN",
  "Infinity",
  "undefined",
  "01",
  "'a'",
  "+1",
  "1.",
] as const;

const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "",
  "0",
  "then",
  "\\u005f_proto__",
];

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

/**
 * The text of a body for an object with these fields, mostly wrong in one place: its types, its keys, its depth, its spelling.
 * `good` are texts of values that the field takes. One character per byte.
 */
export function oddJson(draws: Draws, good: Readonly<Record<string, readonly string[]>>): string {
  const fields = Object.entries(good).map(([key, values]) => [key, draws.pick(values)] as const);
  const whole = (entries: readonly (readonly [string, string])[]) =>
    `{${entries.map(([key, value]) => `"${key}":${value}`).join(",")}}`;
  const target = fields.length === 0 ? 0 : draws.int(fields.length);
  const replaced = (value: string) =>
    whole(fields.map(([key, old], at) => [key, at === target ? value : old]));
  switch (draws.int(14)) {
    case 0:
      return whole(fields);
    case 1:
      return replaced(draws.pick(VALUES));
    case 2:
      return whole([...fields, [draws.pick(KEYS), draws.pick(VALUES)]]);
    case 3:
      return whole([...fields, ...fields]);
    case 4:
      return whole(fields.filter((_, at) => at !== target));
    case 5:
      return draws.pick(VALUES);
    case 6:
      return replaced(nested(draws.pick([20, 1_000, 10_000]), "[", "]"));
    case 7:
      return nested(draws.pick([20, 1_000, 9_000]), '{"a":', "}");
    case 8:
      return `\u00ef\u00bb\u00bf${whole(fields)}`;
    case 9:
      return replaced(
        `"${draws.pick(["a", "\\n", "\\u00e9", "\u00c3\u00a9", "\\\\"]).repeat(1 + draws.int(8_000))}"`,
      );
    case 10:
      return replaced(`"${draws.bytes(1 + draws.int(40))}"`);
    case 11:
      return whole(fields).slice(0, draws.int(whole(fields).length));
    case 12:
      return `${" \t\r\n".repeat(draws.int(2_000))}${whole(fields)}${draws.pick(["", " ", "\u0000", "{}", ","])}`;
    default:
      return replaced(`[${Array.from({ length: draws.int(3_000) }, () => draws.pick(VALUES)).join(",")}]`);
  }
}
