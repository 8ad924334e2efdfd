import type { Metadata } from "next";
import { Link } from "#app/_components/link.tsx";
import { DOC_GROUPS, DOC_PAGES, docPath } from "#lib/docs/doc-pages.ts";

export const metadata: Metadata = {
  title: "Documentation",
  description: "How secrets reach pipelines, containers and servers, and how it is kept safe.",
};

export default function DocsContents() {
  return (
    <div className="doc">
      <div className="prose doc-index">
        <h1>Documentation</h1>
        <p className="doc-summary">
          How secrets reach pipelines, containers and servers. Every command on these pages is run by this
          product&#8217;s own tests, and holds this server&#8217;s address already.
        </p>
        {DOC_GROUPS.map((group) => (
          <section key={group} aria-labelledby={group.toLowerCase()}>
            <h2 id={group.toLowerCase()}>{group}</h2>
            <ul className="doc-list">
              {DOC_PAGES.filter((page) => page.group === group).map(({ slug, title, summary }) => (
                <li key={slug}>
                  <Link href={docPath(slug)}>
                    <b>{title}</b>
                    <span>{summary}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
