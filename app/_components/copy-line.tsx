import { CopyButton } from "./copy-button.tsx";

/** One command on a line of its own; one that is shown once is shown whole. */
export function CopyLine({ text, isWhole = false }: { text: string; isWhole?: boolean }) {
  return (
    <div className={isWhole ? "copy whole" : "copy"}>
      <code tabIndex={-1}>{text}</code>
      <CopyButton text={text} what={text} />
    </div>
  );
}
