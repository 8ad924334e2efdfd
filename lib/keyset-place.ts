/**
 * Where a page of a list ends: an instant in microseconds since 1970, as PostgreSQL counts and a JavaScript date cannot, and
 * the row's id. As text it is opaque to whoever carries it and strict when it comes back: whatever parses, PostgreSQL takes.
 */
export type KeysetPlace = { readonly micros: string; readonly id: string };

const PLACE = /^(0|[1-9][0-9]{0,15})\.([0-9a-f-]{1,36})$/;

export function formatPlace({ micros, id }: KeysetPlace): string {
  return `${micros}.${id}`;
}

/** Null unless the text is a place whose id has the list's own form. */
export function parsePlace(text: string, idForm: RegExp): KeysetPlace | null {
  const [, micros, id] = PLACE.exec(text) ?? [];
  return micros !== undefined && id !== undefined && idForm.test(id) ? { micros, id } : null;
}
