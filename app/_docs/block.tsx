import { CopyButton } from "#app/_components/copy-button.tsx";
import type { CodeBlock } from "#lib/docs/code-block.ts";

const NAMES: Record<CodeBlock["language"], string> = {
  sh: "Shell",
  yaml: "YAML",
  json: "JSON",
  javascript: "JavaScript",
  python: "Python",
  go: "Go",
  dockerfile: "Dockerfile",
  http: "HTTP",
  text: "Text",
  groovy: "Groovy",
};
const WITH_HASH_COMMENTS = new Set<CodeBlock["language"]>(["sh", "yaml", "python", "dockerfile"]);

/** A block of a page, as the tests run it: `data-block` is its id, and what is copied is its content to the byte. */
export function Block({ block }: { block: CodeBlock }) {
  const title = block.title ?? NAMES[block.language];
  const lines = block.content.replace(/\n$/, "").split("\n");
  const isComment = (line: string) => WITH_HASH_COMMENTS.has(block.language) && /^\s*#/.test(line);
  return (
    <figure className="code doc-code">
      <figcaption className="code-head">
        <span className={block.title === undefined ? "" : "mono"}>{title}</span>
        <CopyButton text={block.content} what={block.title ?? `block ${block.id}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre data-block={block.id} tabIndex={0}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={index} className={isComment(line) ? "c" : undefined}>
            {index === lines.length - 1 ? line : `${line}\n`}
          </span>
        ))}
      </pre>
    </figure>
  );
}
