import { fieldNamesProblem } from "./field-names.ts";
import { nameTextProblem } from "./name-text.ts";
import { refusedName } from "./refused-names.ts";
import { VARIABLE_NAME, variableName, variableNames } from "./variable-name.ts";

export const FIELDS_MAX = 64;
/** Largest `NAME=value` with its NUL that exec accepts on Linux (MAX_ARG_STRLEN). */
export const EXEC_VARIABLE_MAX_BYTES = 131_072;
export const VALUE_MAX_BYTES = 256 * 1024;

/** The remedy when a secret's or field's name is refused, or null when it is good (DESIGN D12). */
export function nameProblem(name: string, fieldNames: readonly string[] | null = null): string | null {
  const textProblem = nameTextProblem(name);
  if (textProblem) return textProblem;
  const fieldProblem = fieldNames === null ? null : fieldNamesProblem(fieldNames);
  if (fieldProblem) return fieldProblem.message;
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
