import { posixQuote } from "../../integrations/quoting.ts";
import { textProblem } from "../../sdk/expand-secrets.ts";
import { variableSizeProblem } from "../exec-limits.ts";
import type { Format } from "./format.ts";

/** Made to be sourced: single quotes, in which a POSIX shell interprets nothing. */
export const shellFormat: Format = {
  about: "`export NAME='…'` lines to be sourced by sh, dash, bash or BusyBox; exact for every value",
  problem: (variable) => textProblem(variable.value) ?? variableSizeProblem(variable, "linux"),
  print: (variables) => variables.map(({ name, value }) => `export ${name}=${posixQuote(value)}\n`).join(""),
};
