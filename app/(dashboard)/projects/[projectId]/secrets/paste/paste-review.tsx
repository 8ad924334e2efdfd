"use client";

import { State } from "#app/_components/state.tsx";
import { counted, formatSize } from "#app/_format/amount.ts";
import type { DotenvLine, DotenvReading } from "#lib/dotenv/dotenv-reading.ts";

/** Line by line what was understood; sizes instead of values, which stand in the text beside it. */
export function PasteReview({ reading }: { reading: DotenvReading }) {
  const lines = reading.lines.filter(({ kind }) => kind !== "comment");
  const comments = reading.lines.length - lines.length;
  return (
    <section aria-labelledby="understood">
      <div className="section-head">
        <h2 id="understood">What was understood</h2>
        <span className="meta" role="status">
          {counted(reading.secrets.length, "secret")}
          {comments > 0 ? `, ${counted(comments, "comment")} left out` : ""}
        </span>
      </div>
      {lines.length === 0 ? (
        <p className="soft">Paste a file, and each of its lines appears here with what would be saved.</p>
      ) : (
        <ol className="review">
          {lines.map((line) => (
            <ReviewedLine key={line.line} line={line} />
          ))}
        </ol>
      )}
    </section>
  );
}

function ReviewedLine({ line }: { line: DotenvLine }) {
  if (line.kind === "comment") return null;
  if (line.kind === "unread") {
    return (
      <li>
        <span className="line-number">{line.line}</span>
        <span className="denied-text">{line.problem}</span>
        <State shape="deny">Left out</State>
      </li>
    );
  }
  const isSaved = line.problem === null && line.replacedAt === null;
  return (
    <li>
      <span className="line-number">{line.line}</span>
      <span className="what">
        <code className="cut">{line.name}</code>
        {line.problem === null ? null : <span className="denied-text">{line.problem}</span>}
        {line.replacedAt === null ? null : (
          <span className="soft">Set again on line {line.replacedAt}, which counts.</span>
        )}
        {isSaved ? <span className="meta">{sizeOf(line.value)}</span> : null}
        {line.warnings.map((warning) => (
          <span key={warning} className="warn-text">
            {warning}
          </span>
        ))}
      </span>
      <State shape={isSaved ? "live" : line.problem === null ? "off" : "deny"}>
        {isSaved ? "Ready" : "Left out"}
      </State>
    </li>
  );
}

function sizeOf(value: string): string {
  const lines = value.split("\n").length;
  const size = formatSize(new TextEncoder().encode(value).length);
  return lines > 1 ? `${size}, ${counted(lines, "line")}` : size;
}
