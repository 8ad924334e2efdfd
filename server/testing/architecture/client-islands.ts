import { readImports } from "./read-imports.ts";
import type { SourceFile } from "./source-files.ts";

const isIsland = ({ text }: SourceFile) => /^\s*["']use client["']/.test(text);
// What the browser may carry of ours: how things look and what both sides of the wire agree on.
const FOR_BROWSERS = /^(app\/|lib\/(?!sdk\/|cli\/))/;

/** What a client island would carry into the browser although it belongs on the server, directly or through others. */
export function islandProblems(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.filter(isIsland).flatMap((island) => {
    const reached = reach(island, byPath);
    const foreign = [...reached].filter((path) => !FOR_BROWSERS.test(path));
    return foreign.map((path) => `${island.path} carries ${path} into the browser`);
  });
}

function reach(start: SourceFile, byPath: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const { target, isOurs, isTypeOnly } of readImports(file)) {
      if (!isOurs || isTypeOnly || seen.has(target)) continue;
      seen.add(target);
      const next = byPath.get(target);
      if (next !== undefined) waiting.push(next);
    }
  }
  return seen;
}
