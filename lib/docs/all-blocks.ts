import { quickStartBlocks } from "./blocks/quick-start.ts";
import type { PageBlocks } from "./code-block.ts";
import type { DocFacts } from "./doc-facts.ts";

/** The blocks of each page that has some, by slug; the test of the documentation runs every one. */
export const ALL_BLOCKS: Readonly<Record<string, (facts: DocFacts) => PageBlocks>> = {
  "quick-start": quickStartBlocks,
};
