/**
 * Text from elsewhere made safe for a terminal and for one line: controls, escape sequences and direction marks become
 * visible escapes. For names and messages only; a secret's value is never passed through it.
 */
export function printableText(text: string, maxCharacters = 500): string {
  const shown = [...text].slice(0, maxCharacters).join("");
  const safe = shown.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\u{${point.toString(16)}}`;
  });
  return shown.length < text.length ? `${safe}…` : safe;
}
