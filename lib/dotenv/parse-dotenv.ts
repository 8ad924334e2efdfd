import type { DotenvLine, DotenvReading } from "./dotenv-reading.ts";
import { endOfLine, readValue } from "./read-value.ts";
import { reviewEntries } from "./review-entries.ts";

const ENTRY = /^\s*(export\s+)?([\w.-]+)\s*=/;

/**
 * Reads a pasted `.env` file and says for each line what it understood; nothing is dropped in silence. The grammar:
 *
 *     line   = blank | "#" text | ["export"] name "=" value
 *     name   = letters, digits, "_", "." and "-"
 *     value  = 'as it is' | `as it is` | "with \n \r \t \" \\" | text up to the end of the line or to " #", trimmed
 *
 * Quoted values may span lines and may be followed by a comment only. Line endings are LF, CRLF or CR and become LF; a byte
 * order mark is skipped; `$` is never expanded. Of two lines with one name the last counts, as in dotenv.
 */
export function parseDotenv(text: string): DotenvReading {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const lines: DotenvLine[] = [];
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const { read, next } = readLine(source, at, line);
    if (read !== null) lines.push(read);
    line = read?.kind === "entry" ? read.lastLine + 1 : line + 1;
    at = next;
  }
  return reviewEntries(lines);
}

function readLine(source: string, at: number, line: number): { read: DotenvLine | null; next: number } {
  const end = endOfLine(source, at);
  const text = source.slice(at, end);
  const next = end + 1;
  if (text.trim() === "") return { read: null, next };
  if (text.trimStart().startsWith("#")) return { read: { kind: "comment", line }, next };
  const [head, prefix, name] = ENTRY.exec(text) ?? [];
  if (head === undefined || name === undefined)
    return { read: { kind: "unread", line, problem: "This is not NAME=value." }, next };
  const value = readValue(source, at + head.length);
  if ("problem" in value)
    return { read: { kind: "unread", line, problem: `${name}: ${value.problem}` }, next };
  const lastLine = line + source.slice(at, value.next - 1).split("\n").length - 1;
  return {
    read: {
      ...{ kind: "entry", line, lastLine, name },
      ...{ value: value.value, quoting: value.quoting, warnings: value.warnings },
      ...{ hasExport: prefix !== undefined, problem: null, replacedAt: null },
    },
    next: value.next,
  };
}
