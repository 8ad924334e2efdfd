/**
 * How a secret's name becomes an environment variable (wire-protocol 7.1, the CLI's order: replace runs, trim, upper-case).
 * Names are checked at save so that every client variant of the rule gives the same answer.
 */
export function variableName(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
}

/** A secret's variables: one for a single value, `SECRET_FIELD` for each field of a structured one. */
export function variableNames(name: string, fieldNames: readonly string[] | null): string[] {
  if (fieldNames === null) return [variableName(name)];
  return fieldNames.map((field) => `${variableName(name)}_${variableName(field)}`);
}

/** What a POSIX shell can export. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
