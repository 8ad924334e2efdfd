const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#x27": "'",
  "#39": "'",
};

/** Text of an element's markup: React writes tags for lines, comments between texts, and these entities. */
const textOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, "")
    .replace(/&([a-z]+|#x?[0-9a-f]+);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);

/** Every block that a page shows, id and text in order; one without an id has the id `""`. */
export function shownBlocks(html: string): { readonly id: string; readonly text: string }[] {
  return [...html.matchAll(/<pre([^>]*)>([\s\S]*?)<\/pre>/g)].map(([, attributes = "", markup = ""]) => ({
    id: /data-block="([^"]*)"/.exec(attributes)?.[1] ?? "",
    text: textOf(markup),
  }));
}
