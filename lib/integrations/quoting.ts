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

/** The same word without quotes where it plainly needs none, for lines that people read and type. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@=-]+$/.test(text) ? text : posixQuote(text);
}

/**
 * A string literal that JavaScript and Python both read as this text. What does not print (controls, bidi marks, line
 * separators) is escaped, so that a line shows what it does. Throws on half a surrogate pair, which is no text.
 */
export function sourceString(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new RangeError("A string literal cannot hold half a surrogate pair.");
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    // Beyond the first plane the two languages have no escape in common; unprinted characters there are left as they are.
    character.length > 1 ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The name as a file's or folder's, such as stands before a colon in `-v`: letters, digits, `.` `_` `-`, and no dot first. */
export function fileName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "");
  return plain.slice(0, 64) || "unnamed";
}
