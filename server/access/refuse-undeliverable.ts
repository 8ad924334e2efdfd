import type { ScopedSecret } from "#db/queries/token-scope.ts";
import { fieldError } from "#lib/errors.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";

/** Throws `invalid_input` for a secret that would not arrive as itself under any variable (DESIGN D12). */
export function refuseUndeliverable(secrets: readonly ScopedSecret[]): void {
  for (const { name, fieldNames, projectName } of secrets) {
    const problem = nameProblem(name, fieldNames);
    if (problem) throw fieldError("secretIds", `${name} of ${projectName} cannot be delivered. ${problem}`);
  }
}
