import type { CodeBlock } from "./code-block.ts";
import type { DocFacts } from "./doc-facts.ts";
import { type Document, isBlock } from "./document.ts";
import { DOCUMENTS } from "./documents.ts";

export type PageCommands = {
  readonly from: Document["from"];
  readonly blocks: (facts: DocFacts) => readonly CodeBlock[];
};

const ofDocument = ({ from, sections }: Document): PageCommands => ({
  from,
  blocks: (facts) => sections(facts).flatMap(({ parts }) => parts.filter(isBlock)),
});

/** Pages with a folder of their own, which are no data, and still give their blocks to the test. */
const OTHERS: Readonly<Record<string, PageCommands>> = {};

/** The commands of a page in the order it shows them; `e2e/docs` runs every one. */
export function pageCommands(slug: string): PageCommands {
  const document = DOCUMENTS.get(slug);
  const commands = document === undefined ? OTHERS[slug] : ofDocument(document);
  return commands ?? { from: "nothing", blocks: () => [] };
}
