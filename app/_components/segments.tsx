import { formatCount } from "#app/_format/amount.ts";
import { Link } from "./link.tsx";

type Segment = { label: string; href: string; count?: number | undefined; isCurrent: boolean };

/** A choice of at most five that lives in the address. */
export function Segments({ label, segments }: { label: string; segments: Segment[] }) {
  return (
    <nav className="segments" aria-label={label}>
      {segments.map((segment) => (
        <Link key={segment.label} href={segment.href} aria-current={segment.isCurrent ? "true" : undefined}>
          {segment.label}
          {segment.count === undefined ? null : <span className="count">{formatCount(segment.count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
