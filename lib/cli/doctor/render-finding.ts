import { printableText } from "../../sdk/printable-text.ts";
import type { Finding } from "./finding.ts";

/** One line, and its remedy on a second one. */
export function renderFinding({ level, check, text, remedy }: Finding): string {
  const line = `${level.padEnd(4)}  ${check.padEnd(8)}  ${printableText(text, 4000)}`;
  return remedy === null ? line : `${line}\n${" ".repeat(16)}${printableText(remedy, 4000)}`;
}
