import { readImports } from "./read-imports.ts";
import type { SourceFile } from "./source-files.ts";

/** Files that import each other in a circle, be it for a type alone, and those on a way from one circle to another. */
export function filesInCircles(files: readonly SourceFile[]): readonly string[] {
  const targetsOf = new Map(
    files.map((file) => [file.path, readImports(file).map(({ target }) => target)] as const),
  );
  for (;;) {
    const imported = new Set([...targetsOf.values()].flat());
    const ends = [...targetsOf].filter(
      ([path, targets]) => !imported.has(path) || !targets.some((target) => targetsOf.has(target)),
    );
    if (ends.length === 0) return [...targetsOf.keys()];
    for (const [path] of ends) targetsOf.delete(path);
  }
}
