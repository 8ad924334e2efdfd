import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export type SourceFile = {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
};

const FOLDERS = ["app", "db", "e2e", "lib", "server"];
const KINDS = /\.(ts|tsx|mts|mjs|css)$/;
// Golden files are outputs; their shape is not ours to choose.
const LEFT_OUT = /\/(golden|node_modules)$/;

export function readSources(root: string): readonly SourceFile[] {
  return (
    FOLDERS.flatMap((folder) => filesUnder(join(root, folder)))
      // `npm run bench` lays its bundle beside its sources for as long as it runs.
      .filter((file) => KINDS.test(file) && !file.endsWith(".bundle.mjs"))
      .map((file) => ({
        path: relative(root, file).replaceAll("\\", "/"),
        text: readFileSync(file, "utf8"),
      }))
  );
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.test(path) ? [] : filesUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

export const isTest = (path: string) =>
  /\.(test|e2e)\.tsx?$/.test(path) || /\/(testing|test)\//.test(path) || path.startsWith("e2e/");
