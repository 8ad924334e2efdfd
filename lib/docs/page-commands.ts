import type { CodeBlock } from "./code-block.ts";
import type { DocFacts } from "./doc-facts.ts";
import { type Document, isBlock } from "./document.ts";
import { DOCUMENTS } from "./documents.ts";

export type PageCommands = {
  readonly from: Document["from"];
  readonly blocks: (facts: DocFacts) => readonly CodeBlock[];
};

/** The commands of a page in the order it shows them; `e2e/docs` runs every one. */
export function pageCommands(slug: string): PageCommands {
  const document = DOCUMENTS.get(slug);
  if (document === undefined) throw new Error(`There is no page ${slug}`);
  const { from, sections } = document;
  return { from, blocks: (facts) => sections(facts).flatMap(({ parts }) => parts.filter(isBlock)) };
}
