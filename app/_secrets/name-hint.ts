import { fieldNamesProblem } from "#lib/naming/field-names.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";
import { variableNames } from "#lib/naming/variable-name.ts";

export type NameHint = { problem: string | undefined; variables: string[] };

/** What a name becomes while it is typed. Nothing typed is no mistake yet, and half a field list is not judged. */
export function nameHint(name: string, fieldNames: readonly string[] | null): NameHint {
  if (name === "") return { problem: undefined, variables: [] };
  const named = fieldNames?.filter((field) => field !== "") ?? null;
  const variables = variableNames(name, fieldNames).map((variable, index) =>
    fieldNames?.[index] === "" ? "" : variable,
  );
  // A bad field is said at the field, not at the name.
  if (named !== null && fieldNamesProblem(named) !== null) return { problem: undefined, variables };
  const problem = nameProblem(name, named?.length === 0 ? null : named);
  return { problem: problem ?? undefined, variables };
}
