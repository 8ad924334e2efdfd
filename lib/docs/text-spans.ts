/** A piece of a text: plain, or one of the three marks that texts of the documentation may hold. */
export type Span =
  | { readonly kind: "plain" | "code" | "bold"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Splits `code`, **bold** and [links](/docs/…) from the words around them. */
export function textSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > from) spans.push({ kind: "plain", text: text.slice(from, match.index) });
    const [whole, code, bold, label, href] = match;
    if (code !== undefined) spans.push({ kind: "code", text: code });
    else if (bold !== undefined) spans.push({ kind: "bold", text: bold });
    else if (label !== undefined && href !== undefined) spans.push({ kind: "link", text: label, href });
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: "plain", text: text.slice(from) });
  return spans;
}
