import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocPage } from "#app/_docs/doc-page.tsx";
import { pageMetadata } from "#app/_docs/find-page.ts";
import { PartView } from "#app/_docs/part-view.tsx";
import { readFacts } from "#app/_docs/read-facts.ts";
import { DOCUMENTS } from "#lib/docs/documents.ts";

type Address = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { slug } = await params;
  return DOCUMENTS.has(slug) ? pageMetadata(slug) : {};
}

/** Every page of the documentation. */
export default async function DocumentPage({ params }: Address) {
  const { slug } = await params;
  const document = DOCUMENTS.get(slug);
  if (document === undefined) notFound();
  const sections = document.sections(await readFacts());
  return (
    <DocPage
      slug={slug}
      sections={sections.map(({ id, title, parts }) => ({
        id,
        title,
        body: parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          <PartView key={index} part={part} />
        )),
      }))}
    />
  );
}
