/**
 * Our pattern language: literals, `*` (any run, also empty) and `?` (one character), anchored at both ends. Matching is the
 * greedy two-pointer walk, O(text × stars) at worst with at most 8 stars; no pattern ever becomes a regular expression.
 */
export const GLOB_MAX_CHARACTERS = 128;
export const GLOB_MAX_STARS = 8;

/** What is wrong with a pattern, or null. */
export function globProblem(pattern: string): string | null {
  if (pattern.length < 1 || pattern.length > GLOB_MAX_CHARACTERS)
    return `Use 1 to ${GLOB_MAX_CHARACTERS} characters.`;
  if (!/^[A-Za-z0-9._*?-]+$/.test(pattern)) return "Use letters, digits, . _ - and the wildcards * and ?.";
  if (pattern.split("*").length - 1 > GLOB_MAX_STARS) return `Use at most ${GLOB_MAX_STARS} stars.`;
  return null;
}

export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === "*") {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
