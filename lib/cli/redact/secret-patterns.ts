import { encodedForms } from "./encoded-forms.ts";

/** Fewer characters would also be found in what is no secret. */
export const MIN_CHARACTERS = 4;
/** A longer form is looked for in pieces of this many bytes or a little more, so that little output has to be held back. */
const PIECE_BYTES = 512;

export const isTooShort = (value: string) => [...value].length < MIN_CHARACTERS;

/** Every byte sequence that must not leave: each value, and each line of one with several, in all their forms. */
export function secretPatterns(values: readonly string[]): Buffer[] {
  const texts = new Set(
    values.flatMap((value) => [value, ...linesOf(value)]).filter((text) => !isTooShort(text)),
  );
  const found = new Map<string, Buffer>();
  for (const text of texts)
    for (const form of encodedForms(text))
      for (const piece of piecesOf(Buffer.from(form, "utf8"))) found.set(piece.toString("latin1"), piece);
  return [...found.values()].filter(({ length }) => length >= MIN_CHARACTERS);
}

/** Without the blanks around them, which many lines have in common and which hide nothing. */
function linesOf(value: string): string[] {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  return lines.length < 2 ? [] : lines;
}

function piecesOf(bytes: Buffer): Buffer[] {
  const count = Math.max(1, Math.floor(bytes.length / PIECE_BYTES));
  return Array.from({ length: count }, (_, at) =>
    bytes.subarray(at * PIECE_BYTES, at === count - 1 ? bytes.length : (at + 1) * PIECE_BYTES),
  );
}
