import type { Metadata } from "next";
import { DOC_PAGES, type DocPage } from "#lib/docs/doc-pages.ts";

/** The row of a page. Throws for a slug that has none: such a page would be in no contents. */
export function findPage(slug: string): DocPage {
  const page = DOC_PAGES.find((row) => row.slug === slug);
  if (page === undefined) throw new Error(`lib/docs/doc-pages.ts has no row for ${slug}`);
  return page;
}

export function pageMetadata(slug: string): Metadata {
  const { title, summary } = findPage(slug);
  return { title: `${title} · Documentation`, description: summary };
}
