import { CopyButton } from "#app/_components/copy-button.tsx";
import type { CodeBlock } from "#lib/docs/code-block.ts";
import { commentRuns } from "./comment-runs.ts";

const NAMES: Record<CodeBlock["language"], string> = {
  sh: "Shell",
  yaml: "YAML",
  json: "JSON",
  javascript: "JavaScript",
  python: "Python",
  dockerfile: "Dockerfile",
  text: "Text",
  groovy: "Groovy",
};

/** A block of a page, as the tests run it: `data-block` is its id, and what is copied is its content to the byte. */
export function Block({ block }: { block: CodeBlock }) {
  const title = block.title ?? NAMES[block.language];
  return (
    <figure className="code doc-code">
      <figcaption className="code-head">
        <span className={block.title === undefined ? "" : "mono"}>{title}</span>
        <CopyButton text={block.content} what={block.title ?? `block ${block.id}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre data-block={block.id} tabIndex={0}>
        {commentRuns(block).map(({ isComment, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run is its place
          <span key={index} className={isComment ? "c" : undefined}>
            {text}
          </span>
        ))}
      </pre>
    </figure>
  );
}
