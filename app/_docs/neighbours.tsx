import { Link } from "#app/_components/link.tsx";
import { DOC_PAGES, docPath } from "#lib/docs/doc-pages.ts";

/** The pages before and after this one, in reading order. */
export function Neighbours({ slug }: { slug: string }) {
  const at = DOC_PAGES.findIndex((page) => page.slug === slug);
  const [before, after] = [DOC_PAGES[at - 1], DOC_PAGES[at + 1]];
  return (
    <nav className="doc-neighbours" aria-label="Next and previous page">
      {before === undefined ? null : (
        <Link className="before" href={docPath(before.slug)}>
          <span>Previous</span>
          <b>{before.title}</b>
        </Link>
      )}
      {after === undefined ? null : (
        <Link className="after" href={docPath(after.slug)}>
          <span>Next</span>
          <b>{after.title}</b>
        </Link>
      )}
    </nav>
  );
}
