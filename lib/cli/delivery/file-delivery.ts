import { closeSync, openSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { refusedName } from "../../naming/refused-names.ts";
import { VARIABLE_NAME } from "../../naming/variable-name.ts";
import { DeliveryError } from "../../sdk/delivery-error.ts";
import type { Variable } from "../../sdk/expand-secrets.ts";
import type { Delivery } from "./delivery.ts";
import { checkFolder, openEmptyFolder } from "./open-empty-folder.ts";

/**
 * Each value as a file of its own, 0600 in a folder that only this user enters; the command gets NAME_FILE and not NAME. The
 * folder is made with the first files. All of it goes when the delivery is closed, at the latest when this process ends.
 */
export function openFileDelivery(directory: string): Delivery {
  const folder = resolve(directory);
  checkFolder(folder);
  const written = new Set<string>();
  let place: { readonly isMade: boolean } | null = null;
  const removeAll = () => {
    for (const file of written) rmSync(file, { force: true });
    written.clear();
  };
  const close = () => {
    process.off("exit", close);
    removeAll();
    if (place?.isMade) removeFolder(folder);
    place = null;
  };
  process.on("exit", close);
  return {
    outline: (variables) => fileVariables(folder, variables),
    write(variables) {
      place ??= openEmptyFolder(folder);
      removeAll();
      for (const { name, value } of variables) {
        const file = join(folder, name);
        // Made anew, never opened: whatever somebody else put there is not written to.
        const handle = openSync(file, "wx", 0o600);
        written.add(file);
        try {
          writeFileSync(handle, value, "utf8");
        } finally {
          closeSync(handle);
        }
      }
    },
    close,
  };
}

function fileVariables(folder: string, variables: readonly Variable[]): Variable[] {
  const pointers = variables.map(({ name, label }) => ({
    name: `${name}_FILE`,
    value: join(folder, name),
    label,
  }));
  const problems = variables.flatMap(({ name, label }) => {
    const problem = VARIABLE_NAME.test(name) ? refusedName(`${name}_FILE`) : "its name is not a file's name";
    return problem === null ? [] : [`${label}: ${problem}`];
  });
  if (problems.length > 0)
    throw new DeliveryError(
      "Nothing was delivered, because these secrets cannot become files:",
      problems,
      "Rename them in the dashboard, or choose others with --secret or --project.",
    );
  return pointers;
}

// Something else may lie in it by now; that is not ours to remove.
function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
}
