import { refusedName } from "./refused-names.ts";
import { VARIABLE_NAME, variableName, variableNames } from "./variable-name.ts";

export const NAME_MAX_CHARACTERS = 128;
export const FIELDS_MAX = 64;
/** Largest `NAME=value` with its NUL that exec accepts on Linux (MAX_ARG_STRLEN). */
export const EXEC_VARIABLE_MAX_BYTES = 131_072;
export const VALUE_MAX_BYTES = 256 * 1024;

// Printable: no controls, no format or bidi characters, no unassigned ones, no spaces but U+0020.
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** The remedy when a secret's or field's name is refused, or null when it is good (DESIGN D12). */
export function nameProblem(name: string, fieldNames: readonly string[] | null = null): string | null {
  const characters = [...name].length;
  if (characters < 1 || characters > NAME_MAX_CHARACTERS)
    return `Use 1 to ${NAME_MAX_CHARACTERS} characters.`;
  if (name !== name.trim()) return "Remove the spaces at the ends of the name.";
  if (!PRINTABLE.test(name)) return "Use printable characters only.";
  // ß and ı become ASCII only in some clients' upper-casing; the name must mean the same everywhere.
  if (name.toUpperCase().replace(/[^A-Z0-9]+/g, "_") !== name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase())
    return "Some clients would turn this name into another variable. Use letters A to Z, digits and _.";
  const variables = variableNames(name, fieldNames);
  for (const variable of fieldNames === null ? variables : [variableName(name), ...variables]) {
    if (!VARIABLE_NAME.test(variable))
      return "The name must become a shell variable: begin with a letter, then letters, digits or _.";
  }
  for (const variable of variables) {
    const refused = refusedName(variable);
    if (refused) return `Choose another name: ${refused}.`;
  }
  return null;
}

/** Two entries that would arrive under one variable, or null. Later-wins would lose a value silently. */
export function findCollision(
  entries: readonly { label: string; variables: readonly string[] }[],
): { variable: string; first: string; second: string } | null {
  const seen = new Map<string, string>();
  for (const { label, variables } of entries) {
    for (const variable of variables) {
      const first = seen.get(variable);
      if (first !== undefined) return { variable, first, second: label };
      seen.set(variable, label);
    }
  }
  return null;
}
