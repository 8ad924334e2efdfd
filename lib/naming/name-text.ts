export const NAME_MAX_CHARACTERS = 128;

// Printable: no controls, no format or bidi characters, no unassigned ones, no spaces but U+0020.
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** What is wrong with the text of a secret's or field's name, whatever variable it becomes; null when it is good. */
export function nameTextProblem(name: string): string | null {
  const characters = [...name].length;
  if (characters < 1 || characters > NAME_MAX_CHARACTERS)
    return `Use 1 to ${NAME_MAX_CHARACTERS} characters.`;
  if (name !== name.trim()) return "Remove the spaces at the ends of the name.";
  if (!PRINTABLE.test(name)) return "Use printable characters only.";
  // ß and ı become ASCII only in some clients' upper-casing; the name must mean the same everywhere.
  if (name.toUpperCase().replace(/[^A-Z0-9]+/g, "_") !== name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase())
    return "Some clients would turn this name into another variable. Use letters A to Z, digits and _.";
  return null;
}
