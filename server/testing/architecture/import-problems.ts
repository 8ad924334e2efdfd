import { IMPORT_TABLE, type ImportRow, TEST_PACKAGES } from "./import-table.ts";
import { type Import, packageOf, readImports } from "./read-imports.ts";
import { isTest, type SourceFile } from "./source-files.ts";

/** Sentences for each import of one file that the table does not allow. */
export function importProblems(file: SourceFile): readonly string[] {
  if (!/\.(ts|tsx|mjs)$/.test(file.path)) return [];
  const row = IMPORT_TABLE.find(({ files }) => files.test(file.path));
  if (row === undefined) return [`${file.path} has no row in the import table`];
  return readImports(file).flatMap((found) => {
    const problem = spelling(file.path, found) ?? permission(file.path, row, found);
    return problem === null ? [] : [`${file.path} ${problem}`];
  });
}

function spelling(path: string, { specifier, target, isOurs }: Import): string | null {
  // Plain scripts are run by Node itself, before anything is installed or bundled.
  if (!isOurs || path.endsWith(".mjs")) return null;
  // Tests are never packed.
  const isPacked = path.startsWith("lib/") && !isTest(path);
  if (!/\.(ts|tsx|mjs|css|json|woff2)$/.test(specifier)) return `imports ${specifier} without its extension`;
  if (isPacked && specifier.startsWith("#"))
    return `imports ${specifier}; under lib only relative paths survive the packing`;
  const leavesItsFolder = specifier.startsWith(".") && target.split("/")[0] !== path.split("/")[0];
  return leavesItsFolder && !target.startsWith(".build")
    ? `imports ${specifier}; across top-level folders write #${target}`
    : null;
}

function permission(path: string, row: ImportRow, found: Import): string | null {
  const { target, isOurs, isTypeOnly } = found;
  if (!isOurs) {
    const allowed = isTest(path) ? [...row.packages, ...TEST_PACKAGES] : row.packages;
    const name = packageOf(target);
    return allowed.some((entry) => name === entry || (entry.endsWith(":") && name.startsWith(entry)))
      ? null
      : `imports the package ${name}`;
  }
  const allowed = [
    ...row.ours,
    ...(isTypeOnly ? (row.types ?? []) : []),
    ...(isTest(path) ? testReach(path) : []),
  ];
  return allowed.some((prefix) => target === prefix || (prefix.endsWith("/") && target.startsWith(prefix)))
    ? null
    : `imports ${isTypeOnly ? "the type of " : ""}${target}`;
}

/** Tests stand beside what they test and may look down from there; those of `lib` and `db` look up for test tools only. */
function testReach(path: string): readonly string[] {
  if (path.startsWith("lib/")) return ["lib/", "server/testing/rounds.ts"];
  if (path.startsWith("db/")) return ["db/", "lib/", "server/testing/"];
  if (path.startsWith("e2e/")) return [];
  return ["app/", "server/", "db/", "lib/", "e2e/raw-request.ts"];
}
