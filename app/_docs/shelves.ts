import { DOC_GROUPS, DOC_PAGES, docPath } from "#lib/docs/doc-pages.ts";
import type { DocShelf } from "./doc-navigation.tsx";

/** The pages under their groups, without a group that has none. */
export const SHELVES: readonly DocShelf[] = DOC_GROUPS.map((group) => ({
  group,
  pages: DOC_PAGES.filter((page) => page.group === group).map(({ slug, title }) => ({
    href: docPath(slug),
    title,
  })),
})).filter(({ pages }) => pages.length > 0);
