import { posix } from "node:path";
import type { SourceFile } from "./source-files.ts";

export type Import = {
  readonly specifier: string;
  /** `lib/ids.ts` for a file of ours, `node:fs` or `zod` for anything else. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
};

// A clause is names, braces, commas and stars, so a string elsewhere in the text cannot look like one.
const STATEMENT = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+\sfrom\s*)?["']([^"'\n]+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"'\n]+)["']/g;

/** Every module a file names: static, re-exported or dynamic. */
export function readImports({ path, text }: SourceFile): readonly Import[] {
  const found = [...text.matchAll(STATEMENT)].map(([, type, specifier]) => ({
    specifier,
    isTypeOnly: Boolean(type),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ specifier, isTypeOnly: false }));
  return [...found, ...dynamic].flatMap(({ specifier, isTypeOnly }) =>
    specifier === undefined ? [] : [{ specifier, isTypeOnly, ...resolve(path, specifier) }],
  );
}

function resolve(path: string, specifier: string): { target: string; isOurs: boolean } {
  if (specifier.startsWith("#")) return { target: specifier.slice(1), isOurs: true };
  if (!specifier.startsWith(".")) return { target: specifier, isOurs: false };
  return { target: posix.normalize(posix.join(posix.dirname(path), specifier)), isOurs: true };
}

/** `@scope/name/deep` → `@scope/name`; `node:fs` stays. */
export function packageOf(target: string): string {
  const parts = target.split("/");
  return parts.slice(0, target.startsWith("@") ? 2 : 1).join("/");
}
