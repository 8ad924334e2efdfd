export type DotenvQuoting = "none" | "single" | "double" | "backtick";

export type ReadValue = {
  readonly value: string;
  readonly quoting: DotenvQuoting;
  readonly warnings: readonly string[];
  /** Where the line after it begins. */
  readonly next: number;
};

const QUOTINGS: Record<string, DotenvQuoting | undefined> = { "'": "single", '"': "double", "`": "backtick" };
const ESCAPES: Record<string, string | undefined> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The value that begins right after the `=` at `start`, or why it is none. */
export function readValue(source: string, start: number): ReadValue | { readonly problem: string } {
  let at = start;
  while (/[^\S\n]/.test(source[at] ?? "")) at++;
  const quoting = QUOTINGS[source[at] ?? ""];
  return quoting === undefined ? readUnquoted(source, start) : readQuoted(source, at, quoting);
}

export function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end;
}

function readUnquoted(source: string, start: number): ReadValue {
  const end = endOfLine(source, start);
  const raw = source.slice(start, end);
  // A comment needs a space before it: a colour or a URL fragment is part of the value.
  const value = raw.slice(0, raw.match(/\s#/)?.index ?? raw.length).trim();
  const warnings = value.includes("#") ? ["The # is part of the value."] : [];
  return { value, quoting: "none", warnings: [...warnings, ...expansionWarning(value)], next: end + 1 };
}

function readQuoted(source: string, open: number, quoting: DotenvQuoting) {
  const close =
    quoting === "double" ? closingQuote(source, open) : source.indexOf(source[open] ?? "", open + 1);
  if (close === -1) return { problem: "The quote is not closed." };
  const end = endOfLine(source, close);
  if (!/^\s*(#.*)?$/.test(source.slice(close + 1, end)))
    return { problem: "There is text after the closing quote. Is a quote missing or not escaped?" };
  const inner = source.slice(open + 1, close);
  const value = quoting === "double" ? unescaped(inner) : inner;
  const warnings = [
    ...(quoting === "double" ? [...expansionWarning(inner), ...escapeWarning(inner)] : []),
    ...swallowWarning(inner),
  ];
  return { value, quoting, warnings, next: end + 1 };
}

function closingQuote(source: string, open: number): number {
  for (let at = open + 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === '"') return at;
  }
  return -1;
}

const unescaped = (inner: string) => inner.replace(/\\(.)/g, (kept, key: string) => ESCAPES[key] ?? kept);

const expansionWarning = (text: string) =>
  /\$[({A-Za-z_]/.test(text) ? ["The $ is kept as it is; nothing is filled in."] : [];

const escapeWarning = (inner: string) =>
  [...inner.matchAll(/\\(.)/gs)].some(([, key]) => ESCAPES[key ?? ""] === undefined)
    ? ["A \\ that is no known escape is kept as it is."]
    : [];

/** A quote forgotten on one line and opened again on a later one would swallow what lies between. */
function swallowWarning(inner: string): string[] {
  const lines = inner.split("\n");
  if (lines.length === 1) return [];
  const swallowed = lines.slice(1).some((line) => /^\s*(export\s+)?[A-Za-z_][\w.-]*\s*=/.test(line));
  return swallowed ? ["A line inside these quotes looks like an entry. Is a quote missing?"] : [];
}
