import { DeliveryError } from "../sdk/delivery-error.ts";
import type { Variable } from "../sdk/expand-secrets.ts";
import { FORMATS, type FormatName } from "./formats/format-table.ts";

/** The whole output, or an error that names each value the format cannot express. Never a part. */
export function printVariables(variables: readonly Variable[], formatName: FormatName): string {
  const format = FORMATS[formatName];
  const problems = variables.flatMap((variable) => {
    const problem = format.problem(variable);
    return problem === null ? [] : [`${variable.name} from ${variable.label}: ${problem}`];
  });
  if (problems.length > 0)
    throw new DeliveryError(
      `Nothing was printed, because --format ${formatName} cannot express these values exactly:`,
      problems,
      formatName === "shell"
        ? "Read these with `sikkerkey get`, which has no such limit."
        : "Use --format shell to source them, or --format json.",
    );
  return format.print(variables);
}
