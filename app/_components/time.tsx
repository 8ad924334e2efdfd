import { formatDay, formatInstant, formatRelative } from "#app/_format/instant.ts";
import type { Instant } from "#lib/contract/fields.ts";

type TimeProps = { at: Instant | null; never?: string };

/** Exact time, the distance on a second line: "Nov 20, 18:31:07 / 9 min ago". For table cells. */
export function TimeCell({ at, never = "Never" }: TimeProps) {
  if (at === null) return <span className="faint">{never}</span>;
  const now = new Date();
  return (
    <time dateTime={at}>
      {formatInstant(at, now)}
      <span className="sub">{formatRelative(at, now)}</span>
    </time>
  );
}

/** The same on one line. */
export function TimeLine({ at, never = "Never" }: TimeProps) {
  if (at === null) return <span className="faint">{never}</span>;
  const now = new Date();
  return (
    <time dateTime={at}>
      {formatInstant(at, now)} <span className="faint">{formatRelative(at, now)}</span>
    </time>
  );
}

export function Day({ at }: { at: Instant }) {
  return <time dateTime={at}>{formatDay(at, new Date())}</time>;
}

export function Ago({ at, never = "Never" }: TimeProps) {
  if (at === null) return <span className="faint">{never}</span>;
  return <time dateTime={at}>{formatRelative(at, new Date())}</time>;
}
