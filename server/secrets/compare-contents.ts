import type { SecretContent, VersionDifference } from "#lib/contract/secrets.ts";

/** A field, or null for the whole of a single value. */
type Part = readonly [field: string | null, value: string];

/** Which parts are the same, changed, added or removed: those of `after` in their order, then what it has lost. */
export function compareContents(before: SecretContent, after: SecretContent): VersionDifference[] {
  const [old, now] = [new Map(partsOf(before)), new Map(partsOf(after))];
  const kept = [...now].map(([field, value]) => ({ field, state: stateOf(old.get(field), value) }));
  const lost = [...old.keys()].filter((field) => !now.has(field));
  return [...kept, ...lost.map((field) => ({ field, state: "removed" as const }))];
}

const partsOf = (content: SecretContent): Part[] =>
  content.kind === "single"
    ? [[null, content.value]]
    : content.fields.map(({ name, value }) => [name, value]);

function stateOf(before: string | undefined, after: string): VersionDifference["state"] {
  if (before === undefined) return "added";
  return before === after ? "same" : "changed";
}
