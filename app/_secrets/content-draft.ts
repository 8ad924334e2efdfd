import type { SecretContent, SecretKind } from "#lib/contract/secrets.ts";

/** What is typed so far. Both kinds are kept, so that switching back and forth loses nothing. */
export type ContentDraft = {
  readonly kind: SecretKind;
  readonly value: string;
  readonly fields: readonly FieldDraft[];
};
export type FieldDraft = { readonly key: number; readonly name: string; readonly value: string };

let lastKey = 0;
export function emptyField(name = ""): FieldDraft {
  lastKey += 1;
  return { key: lastKey, name, value: "" };
}

export function emptyDraft(kind: SecretKind, fieldNames: readonly string[] | null): ContentDraft {
  return {
    kind,
    value: "",
    fields: fieldNames === null ? [emptyField()] : fieldNames.map((name) => emptyField(name)),
  };
}

export function contentOf(draft: ContentDraft): SecretContent {
  if (draft.kind === "single") return { kind: "single", value: draft.value };
  return { kind: "structured", fields: draft.fields.map(({ name, value }) => ({ name, value })) };
}

/** Field names as typed; null for a single value. */
export function fieldNamesOf(draft: ContentDraft): string[] | null {
  return draft.kind === "single" ? null : draft.fields.map(({ name }) => name);
}

/** A draft that holds a stored value, for changing a part of it. */
export function draftOf(content: SecretContent): ContentDraft {
  if (content.kind === "single") return { kind: "single", value: content.value, fields: [emptyField()] };
  const fields = content.fields.map(({ name, value }) => ({ ...emptyField(name), value }));
  return { kind: "structured", value: "", fields };
}
