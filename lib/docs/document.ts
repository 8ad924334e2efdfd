import type { CodeBlock } from "./code-block.ts";
import type { DocFacts } from "./doc-facts.ts";

/** What a page is made of. Texts may hold `code`, **bold** and [links](/docs/…), and nothing else. */
export type Part =
  | string
  | CodeBlock
  | { readonly kind: "list" | "steps"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "note"; readonly tone: "neutral" | "warn"; readonly text: string }
  /** A heading below the section's; with an id it can be linked to. */
  | { readonly kind: "heading"; readonly text: string; readonly id?: string };

export type Section = {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly Part[];
};

/** A page as data: the route renders it, and `e2e/docs` runs its blocks from top to bottom. */
export type Document = {
  /** What the reader has before the first block: nothing, the command, or a machine enrolled with it. */
  readonly from: "nothing" | "command" | "machine";
  readonly sections: (facts: DocFacts) => readonly Section[];
};

export const isBlock = (part: Part): part is CodeBlock => typeof part !== "string" && "runs" in part;

export const list = (...items: readonly string[]): Part => ({ kind: "list", items });
export const steps = (...items: readonly string[]): Part => ({ kind: "steps", items });
export const note = (text: string, tone: "neutral" | "warn" = "neutral"): Part => ({
  kind: "note",
  tone,
  text,
});
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Part => ({
  kind: "table",
  head,
  rows,
});
