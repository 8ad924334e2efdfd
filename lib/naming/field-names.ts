import { nameTextProblem } from "./name-text.ts";
import { variableName } from "./variable-name.ts";

/** The first field that may not be saved, by its position, with the remedy; null when all are good together. */
export function fieldNamesProblem(fieldNames: readonly string[]): { index: number; message: string } | null {
  const seen = new Map<string, string>();
  for (const [index, field] of fieldNames.entries()) {
    const problem = nameTextProblem(field);
    if (problem) return { index, message: problem };
    const variable = variableName(field);
    if (variable === "") return { index, message: "Use at least one letter A to Z or digit." };
    const first = seen.get(variable);
    if (first === field) return { index, message: "Another field has this name." };
    if (first !== undefined) return { index, message: `This field and ${first} would become one variable.` };
    seen.set(variable, field);
  }
  return null;
}
