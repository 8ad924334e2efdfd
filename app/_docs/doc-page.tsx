import type { ReactNode } from "react";
import { findPage } from "./find-page.ts";
import { Neighbours } from "./neighbours.tsx";
import { OnThisPage } from "./on-this-page.tsx";

type DocSection = {
  /** Its anchor, which other pages and dialogs link to. */
  readonly id: string;
  readonly title: string;
  readonly body: ReactNode;
};

type DocPageProps = {
  /** Its row in `lib/docs/doc-pages.ts` gives title, summary and neighbours. */
  slug: string;
  /** Between the summary and the first section. */
  lead?: ReactNode;
  sections: readonly DocSection[];
};

/** A page of the documentation: its sections make both the text and the contents beside it. */
export function DocPage({ slug, lead, sections }: DocPageProps) {
  const { title, summary, group } = findPage(slug);
  return (
    <div className="doc">
      <article className="prose">
        <p className="doc-group">{group}</p>
        <h1>{title}</h1>
        <p className="doc-summary">{summary}</p>
        <OnThisPage sections={sections} isFolded />
        {lead}
        {sections.map(({ id, title: heading, body }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>
              <a href={`#${id}`}>{heading}</a>
            </h2>
            {body}
          </section>
        ))}
        <Neighbours slug={slug} />
      </article>
      <OnThisPage sections={sections} />
    </div>
  );
}
