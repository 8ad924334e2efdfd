import { BarChart } from "#app/_components/chart.tsx";
import { Link } from "#app/_components/link.tsx";
import { counted, formatCount } from "#app/_format/amount.ts";
import { formatDay } from "#app/_format/instant.ts";
import type { OverviewView } from "#lib/contract/overview.ts";

export function ReadsChart({ reads }: { reads: OverviewView["reads"] }) {
  const now = new Date();
  const day = (text: string) => formatDay(`${text.slice(0, 10)}T00:00:00.000Z`, now);
  const allowed = reads.reduce((sum, row) => sum + row.allowed, 0);
  const denied = reads.reduce((sum, row) => sum + row.denied, 0);
  const bars = reads.map((row) => ({ label: row.day, count: row.allowed, denied: row.denied }));
  const figures = reads.map((row) => `${day(row.day)}: ${row.allowed} read, ${row.denied} denied`).join("; ");
  const [first] = reads;
  return (
    <section aria-labelledby="reads">
      <div className="section-head">
        <h2 id="reads">Reads</h2>
        <span className="meta">{counted(reads.length, "day")}, UTC</span>
      </div>
      <p className="headline-row">
        <span className="headline">{formatCount(allowed)}</span>
        {denied > 0 ? (
          <Link className="denied-text" href="/audit?outcome=denied">
            {formatCount(denied)} denied
          </Link>
        ) : (
          <span className="faint">none denied</span>
        )}
      </p>
      <figure className="volume tall">
        <BarChart bars={bars} width={760} height={96} description={`Reads per day. ${figures}`} />
        {first === undefined ? null : (
          <figcaption className="meta">
            <span>{day(first.day)}</span>
            <span>Today</span>
          </figcaption>
        )}
      </figure>
    </section>
  );
}
