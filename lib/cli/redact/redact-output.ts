import { PatternIndex } from "./pattern-index.ts";
import { RedactStream } from "./redact-stream.ts";
import { isTooShort, secretPatterns } from "./secret-patterns.ts";

/** Makes a stream for each output of one command. */
export type Redactor = () => RedactStream;

export function makeRedactor(values: readonly string[]): Redactor {
  const index = new PatternIndex(secretPatterns(values));
  return () => new RedactStream(index);
}

/** What to say about values that are too short to be looked for, or null. */
export function shortValuesNote(
  variables: readonly { readonly name: string; readonly value: string }[],
): string | null {
  const short = variables.filter(({ value }) => value !== "" && isTooShort(value)).map(({ name }) => name);
  return short.length === 0
    ? null
    : `sikkerkey: --redact leaves values of fewer than 4 characters as they are: ${short.join(", ")}.`;
}
