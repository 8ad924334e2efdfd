import { CopyButton } from "./copy-button.tsx";

/** One command on a line of its own. */
export function CopyLine({ text }: { text: string }) {
  return (
    <div className="copy">
      <code tabIndex={-1}>{text}</code>
      <CopyButton text={text} what={text} />
    </div>
  );
}
