type OnThisPageProps = {
  sections: readonly { readonly id: string; readonly title: string }[];
  /** Under the title of narrow pages, where there is no room beside the text. */
  isFolded?: boolean;
};

/** The page's contents. Wide pages show them beside the text, narrow ones fold them; only one of both is ever displayed. */
export function OnThisPage({ sections, isFolded = false }: OnThisPageProps) {
  const list = (
    <ol>
      {sections.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
    </ol>
  );
  if (isFolded)
    return (
      <details className="doc-contents folded">
        <summary>On this page</summary>
        {list}
      </details>
    );
  return (
    <nav className="doc-contents beside" aria-labelledby="on-this-page">
      <p id="on-this-page">On this page</p>
      {list}
    </nav>
  );
}
