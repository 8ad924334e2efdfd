import { z } from "zod";
import { type IdPrefix, idPattern, MACHINE_ID } from "../ids.ts";

/** Schema pieces that several nouns share. Strict objects everywhere: an unknown key is an error, not an extra. */
export const id = (prefix: IdPrefix) => z.string().regex(idPattern(prefix), "This id is not valid.");
export const machineId = z.string().regex(MACHINE_ID, "This id is not valid.");

// One line of printable text: no controls, no bidi or format characters, nothing that forges a log line.
const LINE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

export const line = (label: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter the ${label}.`)
    .max(max, `Use at most ${max} characters.`)
    .regex(LINE, "Use printable characters on one line.");

/** Free text of several lines, shown as text only; may be empty. */
export const paragraph = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !/[^\P{C}\n\t]/u.test(text), "Use printable characters only.");

/** What is typed into a search field. NUL and its kind would be an error of the database, not an empty list. */
export const searchText = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .regex(LINE, "Use printable characters on one line.")
    .default("");

/** Instants cross the wire as ISO 8601 text in UTC. */
export type Instant = string;
