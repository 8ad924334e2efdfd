// RFC 9110 8.8.3: a quoted text of visible characters without quotes; the `W/` says nothing to a weak comparison.
const ENTITY_TAG = /^(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,|$)/;
const BETWEEN = /^[ \t,]+/;

/** The strong entity tag of one version of a secret. Made of names only: it says nothing about the value. */
export function etagOf(secretId: string, version: number): string {
  return `"${secretId}.v${version}"`;
}

/**
 * Whether an `If-None-Match` names this tag, by the weak comparison of RFC 9110 13.1.2; `*` names every tag. A header that
 * is not a list of tags names none, so that a mistake costs a full answer and never hides a new value.
 */
export function etagMatches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  let rest = header.trim().replace(BETWEEN, "");
  let isNamed = false;
  while (rest !== "") {
    const [tag, opaque] = ENTITY_TAG.exec(rest) ?? [];
    if (tag === undefined) return false;
    isNamed ||= opaque === etag;
    rest = rest.slice(tag.length).replace(BETWEEN, "");
  }
  return isNamed;
}
