// What an id may look like at all (wire-protocol 9); longer ids are nobody's.
const WIRE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The id as it was asked for, or `unknown` for a text that must reach neither the database nor the audit log. */
export function wireId(text: string): string {
  return WIRE_ID.test(text) ? text : "unknown";
}
