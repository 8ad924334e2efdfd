import type { Command, OptionSpec } from "../command.ts";
import { allOptions } from "../render-help.ts";

/** What follows an option: words to choose from, a file, a folder, something only its user knows, or nothing. */
export type ValueKind = readonly string[] | "file" | "folder" | "free" | "none";

const KINDS: ReadonlyMap<string, ValueKind> = new Map([
  ["path", "file"],
  ["dir", "folder"],
]);

export function valueKind({ value, choices }: OptionSpec): ValueKind {
  if (value === undefined) return "none";
  if (choices !== undefined) return choices;
  return KINDS.get(value) ?? "free";
}

export const labelsOf = ({ name, short }: OptionSpec): string[] =>
  short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];

export const allLabels = (command: Command): string[] => allOptions(command).flatMap(labelsOf);

/** Options whose next word is their value. */
export const valuedLabels = (command: Command): string[] =>
  command.options.filter(({ value }) => value !== undefined).flatMap(labelsOf);

/** A text in single quotes for bash, zsh and fish alike: an apostrophe becomes a typographic one. */
export const quoted = (text: string): string => `'${text.replaceAll("\\", "").replaceAll("'", "’")}'`;
