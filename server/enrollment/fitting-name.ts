import { isNameTemplate } from "#lib/naming/machine-name.ts";

/** A name that a glob allows, as the generated script would ask for one; undefined where none has to be asked for. */
export function fittingName(pattern: string | null, uuid8: string): string | undefined {
  if (pattern === null || isNameTemplate(pattern)) return undefined;
  const room = Math.max(0, 64 - pattern.replace(/\*/g, "").length);
  return pattern.replace("*", uuid8.slice(0, room)).replace(/\*/g, "").replace(/\?/g, "0");
}
