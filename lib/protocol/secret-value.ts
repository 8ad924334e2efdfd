import type { SecretContent } from "../contract/secrets.ts";

/**
 * A secret's content as the text that is sealed and sent (wire-protocol 2.1): a single value is itself; a structured one is
 * the JSON text of a flat object of strings. It is written by hand because an object would reorder names such as `1`.
 */
export function contentToValue(content: SecretContent): string {
  if (content.kind === "single") return content.value;
  return `{${content.fields.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
}

/**
 * The other way; `fieldNames` gives the order. Throws when the text is not what was sealed with those names, with an error
 * that holds nothing of it: the names are not sealed, so whoever writes to the database can bring this about.
 */
export function valueToContent(value: string, fieldNames: readonly string[] | null): SecretContent {
  if (fieldNames === null) return { kind: "single", value };
  const parsed = parseFields(value);
  const fields = fieldNames.map((name) => {
    const text = parsed.get(name);
    if (typeof text !== "string") throw new Error("A structured value does not hold its fields");
    return { name, value: text };
  });
  return { kind: "structured", fields };
}

function parseFields(value: string): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(value);
    return new Map(Object.entries(parsed ?? {}));
  } catch {
    // V8's message quotes the text, which is a secret, and messages end in the log.
    return new Map();
  }
}
