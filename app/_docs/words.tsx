import { Link } from "#app/_components/link.tsx";
import { type Span, textSpans } from "#lib/docs/text-spans.ts";

function Marked({ span }: { span: Span }) {
  switch (span.kind) {
    case "code":
      return <code>{span.text}</code>;
    case "bold":
      return <b>{span.text}</b>;
    case "link":
      // What is no page (an example, the health route) is fetched as it is.
      return /^\/(docs|tokens|machines|audit|projects|integrations|settings)\b/.test(span.href) ? (
        <Link href={span.href}>{span.text}</Link>
      ) : (
        <a href={span.href}>{span.text}</a>
      );
    case "plain":
      return span.text;
  }
}

/** A text of the documentation with its marks: code, bold, links. */
export function Words({ text }: { text: string }) {
  return textSpans(text).map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
    <Marked key={index} span={span} />
  ));
}
