import { fieldError } from "#lib/errors.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";
import { variableNames } from "#lib/naming/variable-name.ts";

/**
 * The variables a secret delivers under this name, or the coded refusal of the name (DESIGN D12). Every way a name or a
 * field enters passes here, whatever was checked before. `path` is the form field to blame.
 */
export function deliveredVariables(
  name: string,
  fieldNames: readonly string[] | null,
  path: string,
): string[] {
  const problem = nameProblem(name, fieldNames);
  if (problem) throw fieldError(path, problem);
  return variableNames(name, fieldNames);
}
