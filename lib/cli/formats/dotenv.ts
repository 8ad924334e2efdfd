import { textProblem } from "../../sdk/expand-secrets.ts";
import type { Format } from "./format.ts";

/**
 * What every dotenv reader and a shell that sources the file agree on. Single quotes are literal in all of them, unless the
 * value ends in a backslash or holds an escape some readers know; double quotes serve a value with `'` and nothing special.
 */
export const dotenvFormat: Format = {
  about:
    "`NAME='value'` lines for dotenv files; line breaks allowed, refuses what dotenv readers disagree on",
  problem: ({ value }) => textProblem(value) ?? dotenvProblem(value),
  print: (variables) =>
    variables
      .map(({ name, value }) => (value.includes("'") ? `${name}="${value}"\n` : `${name}='${value}'\n`))
      .join(""),
};

function dotenvProblem(value: string): string | null {
  if (value.includes("\r")) return "the value has a carriage return, which dotenv readers change";
  if (value.includes("${")) return "the value has ${, which some dotenv readers replace";
  if (value.includes("\\\\") || value.endsWith("\\"))
    return "the value has a backslash that some dotenv readers take as an escape";
  if (value.includes("'") && /["\\$`]/.test(value))
    return "the value has ' together with one of \" \\ $ `, which dotenv cannot quote";
  return null;
}
