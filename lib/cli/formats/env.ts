import { textProblem } from "../../sdk/expand-secrets.ts";
import type { Format } from "./format.ts";

/** `docker --env-file` and its kin: everything after the first `=` up to the line's end is the value. */
export const envFormat: Format = {
  about: "`NAME=value` lines, nothing quoted; refuses values with line breaks",
  problem: ({ value }) =>
    textProblem(value) ??
    (/[\r\n]/.test(value) ? "the value has a line break, which env cannot express" : null),
  print: (variables) => variables.map(({ name, value }) => `${name}=${value}\n`).join(""),
};
