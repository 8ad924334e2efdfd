import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Sandbox } from "./sandbox.ts";

const PLACES = ["clone", "tmp", "home"] as const;

/** Every path in the places a step can write to; a folder ends in a slash. */
export function listFiles(sandbox: Sandbox): string[] {
  return PLACES.flatMap((place) => walk(sandbox[place]).map((path) => relative(sandbox.root, path)));
}

/** What is there now and was not before: an identity, a temporary file, anything at all. */
export function leftovers(sandbox: Sandbox, before: readonly string[]): string[] {
  const known = new Set(before);
  return listFiles(sandbox)
    .filter((path) => !known.has(path))
    .map((path) =>
      /private\.pem|identity\.json/.test(path) ? `identity: ${path} is left` : `leftover: ${path} is left`,
    );
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...walk(path)] : [path];
  });
}
