/**
 * One word for any POSIX shell: single quotes, in which only `'` itself is special. Newlines, `$`, backticks and `\` stay
 * literal. Throws on NUL, which no shell can hold.
 */
export function posixQuote(text: string): string {
  if (text.includes("\0")) throw new RangeError("A shell word cannot hold NUL.");
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A name as it may stand in a generated file: one line, printable, at most 128 characters. Names are checked when they are
 * saved; this holds even for one that was not, so that no stored name can end a quotation, a comment or a here-document.
 */
export function displayName(name: string): string {
  const printable = name.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return [...printable].slice(0, 128).join("") || "unnamed";
}
