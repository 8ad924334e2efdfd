import { textProblem } from "../../sdk/expand-secrets.ts";
import type { Format } from "./format.ts";

/** One flat mapping; every value is a double-quoted scalar, in which YAML escapes like JSON. */
export const yamlFormat: Format = {
  about: '`NAME: "value"` lines of one YAML mapping; exact for every value',
  problem: ({ value }) => textProblem(value),
  print: (variables) =>
    variables.length === 0
      ? "{}\n"
      : variables.map(({ name, value }) => `${key(name)}: ${scalar(value)}\n`).join(""),
};

// YAML 1.1 reads these as true, false or null when they stand bare, also as keys.
const RESERVED = /^(?:Y|N|YES|NO|ON|OFF|TRUE|FALSE|NULL)$/i;
const key = (name: string) => (RESERVED.test(name) ? `"${name}"` : name);

// JSON leaves these raw; YAML does not count them as printable, or breaks a line at them.
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const scalar = (value: string) =>
  JSON.stringify(value).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
