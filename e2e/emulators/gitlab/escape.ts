import { posixQuote } from "#lib/integrations/quoting.ts";

/** A word as the runner writes it by default: `$'…'`, which bash and BusyBox read and dash does not (helpers/shell_escape.go). */
export function ansiQuote(text: string): string {
  if (text === "") return "''";
  const escaped = [...Buffer.from(text, "utf8")].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === "\n") return "\\n";
    if (character === "\\" || character === "'") return `\\${character}`;
    return byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
  });
  return `$'${escaped.join("")}'`;
}

/** The same with FF_POSIXLY_CORRECT_ESCAPES. */
export const shellQuote = posixQuote;
