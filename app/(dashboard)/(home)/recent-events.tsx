import { Link } from "#app/_components/link.tsx";
import { formatInstant } from "#app/_format/instant.ts";
import { namedTarget, targetAddress } from "#app/_words/event-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";

export function RecentEvents({ events }: { events: EventView[] }) {
  const now = new Date();
  if (events.length === 0)
    return <p className="soft">Nothing yet. Whatever happens in this vault appears here.</p>;
  return (
    <table className="tbl plain folds">
      <thead className="sr">
        <tr>
          <th>Event</th>
          <th>Actor</th>
          <th>Time, UTC</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className="m-main">
              <span className={event.outcome === "allowed" ? "" : "denied-text"}>
                {AUDIT_ACTIONS[event.action].title}
              </span>{" "}
              <Target event={event} />
            </td>
            <td className="m-sub soft">{event.actor.label}</td>
            <td className="m-side num faint">
              <time dateTime={event.at}>{formatInstant(event.at, now)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Target({ event }: { event: EventView }) {
  const target = namedTarget(event);
  if (target === null) return null;
  const address = targetAddress(event);
  if (address === null) return <span className="faint">{target.label}</span>;
  return (
    <Link className="soft told" href={address}>
      {target.label}
    </Link>
  );
}
