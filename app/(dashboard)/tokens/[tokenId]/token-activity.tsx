import { addressOf } from "#app/_components/address.ts";
import { BarChart } from "#app/_components/chart.tsx";
import { Link } from "#app/_components/link.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { counted, formatCount } from "#app/_format/amount.ts";
import { formatDay } from "#app/_format/instant.ts";
import type { TokenActivityView } from "#lib/contract/tokens.ts";

type Props = { tokenId: string; activity: TokenActivityView };

/** Enrollments by day, with what was refused at the foot of each bar, and the same figures as a table for those who listen. */
export function TokenActivity({ tokenId, activity }: Props) {
  const { days, rehearsals, isPartial } = activity;
  const now = new Date();
  const label = (day: string) => formatDay(`${day}T00:00:00.000Z`, now);
  const enrolled = days.reduce((sum, day) => sum + day.enrolled, 0);
  const refused = days.reduce((sum, day) => sum + day.refused, 0);
  const busy = days.filter((day) => day.enrolled + day.refused > 0);
  const [first] = days;
  return (
    <section aria-labelledby="activity">
      <SectionHead id="activity" title="Enrollments">
        <span className="meta">{counted(days.length, "day")}, UTC</span>
      </SectionHead>
      <p className="headline-row">
        <span className="headline">{formatCount(enrolled)}</span>
        {refused === 0 ? (
          <span className="faint">none refused</span>
        ) : (
          <Link
            className="denied-text"
            href={addressOf("/audit", { tokenId, action: "enrollment_token.refused" })}
          >
            {formatCount(refused)} refused
          </Link>
        )}
        {rehearsals === 0 ? null : <span className="faint">{counted(rehearsals, "rehearsal")}</span>}
      </p>
      <figure className="volume tall">
        <BarChart
          bars={days.map((day) => ({ label: day.day, count: day.enrolled, denied: day.refused }))}
          width={760}
          height={96}
          description={`Enrollments per day: ${formatCount(enrolled)} made, ${formatCount(refused)} refused. The figures are in the table after it.`}
        />
        {first === undefined ? null : (
          <figcaption className="meta">
            <span>{label(first.day)}</span>
            <span>{isPartial ? "The newest events of a flood; the log has the rest" : "Today"}</span>
          </figcaption>
        )}
      </figure>
      <div className="sr">
        <table>
          <caption>Enrollments by day; days without any are left out</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Enrolled</th>
              <th scope="col">Refused</th>
            </tr>
          </thead>
          <tbody>
            {busy.map((day) => (
              <tr key={day.day}>
                <th scope="row">{label(day.day)}</th>
                <td>{day.enrolled}</td>
                <td>{day.refused}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
