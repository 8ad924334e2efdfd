import { Link } from "#app/_components/link.tsx";
import { State } from "#app/_components/state.tsx";
import { formatInstant, formatRelative } from "#app/_format/instant.ts";
import { namedTarget, OUTCOME_WORDS, targetAddress } from "#app/_words/event-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";
import { EventFacts } from "./event-facts.tsx";
import { EventRow } from "./event-row.tsx";
import { EventSentence } from "./event-sentence.tsx";

export function EventsTable({ events }: { events: EventView[] }) {
  const now = new Date();
  return (
    <div className="frame">
      <table className="tbl folds events">
        <thead>
          <tr>
            <th className="tight">
              <span className="sr">Expand</span>
            </th>
            <th aria-sort="descending">Time, UTC</th>
            <th>Event</th>
            <th>Target</th>
            <th>Actor</th>
            <th>Source address</th>
            <th>Outcome</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow
              key={event.id}
              label={`${AUDIT_ACTIONS[event.action].title}, ${formatInstant(event.at, now)}`}
              columns={7}
              cells={<EventCells event={event} now={now} />}
              detail={
                <div className="event">
                  <p>
                    <EventSentence event={event} />
                  </p>
                  <EventFacts event={event} />
                </div>
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EventCells({ event, now }: { event: EventView; now: Date }) {
  const { word, shape } = OUTCOME_WORDS[event.outcome];
  const target = namedTarget(event);
  const address = targetAddress(event);
  const name =
    target === null ? null : <span className={target.kind === "secret" ? "mono" : ""}>{target.label}</span>;
  return (
    <>
      <td className="m-sub">
        <time dateTime={event.at} title={formatRelative(event.at, now)}>
          {formatInstant(event.at, now)}
        </time>
        <span className="m-only">
          {" "}
          · {event.actor.label} · {event.sourceIp ?? "–"}
        </span>
      </td>
      <td className="m-main">
        <span className="name">{AUDIT_ACTIONS[event.action].title}</span>{" "}
        <span className="m-only">{name}</span>
      </td>
      <td className="m-hide clip narrow">
        {name === null ? (
          <span className="faint">–</span>
        ) : address === null ? (
          name
        ) : (
          <Link href={address}>{name}</Link>
        )}
      </td>
      <td className="m-hide clip narrow">{event.actor.label}</td>
      <td className="m-hide mono">{event.sourceIp ?? <span className="faint">–</span>}</td>
      <td className="m-side">
        <State shape={shape}>{word}</State>
      </td>
    </>
  );
}
