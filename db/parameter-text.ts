/** A value as PostgreSQL reads it in text: null, a string, a number, a boolean, or a list of those for an array. */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(elementText).join(",")}}`;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TypeError(`A statement has a parameter of type ${typeof value}, which has no text here`);
}

// Always quoted, so that a comma, a brace, NULL and nothing at all are themselves.
function elementText(value: unknown): string {
  const text = parameterText(value);
  if (Array.isArray(value)) throw new TypeError("A statement has an array of arrays");
  return text === null ? "null" : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
