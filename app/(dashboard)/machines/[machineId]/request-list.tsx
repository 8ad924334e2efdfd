import { addressOf } from "#app/_components/address.ts";
import { Link } from "#app/_components/link.tsx";
import { SectionHead } from "#app/_components/page-head.tsx";
import { State } from "#app/_components/state.tsx";
import { formatInstant, formatShort } from "#app/_format/instant.ts";
import { OUTCOME_WORDS } from "#app/_words/event-words.ts";
import { AUDIT_ACTIONS } from "#lib/audit-events.ts";
import type { EventView } from "#lib/contract/audit.ts";

type RequestListProps = { machineId: string; events: EventView[]; shown: EventView | undefined };

const LISTED = 20;

export function RequestList({ machineId, events, shown }: RequestListProps) {
  const now = new Date();
  return (
    <section aria-labelledby="requests">
      <SectionHead id="requests" title="Requests">
        <Link href={addressOf("/audit", { machineId })}>All in the audit log</Link>
      </SectionHead>
      {events.length === 0 ? <p className="soft">None yet.</p> : null}
      <ul className="reqs">
        {events.slice(0, LISTED).map((event) => {
          const { word, shape } = OUTCOME_WORDS[event.outcome];
          const secret = event.target?.kind === "secret" ? event.target.label : null;
          // A request is known by what it asked for; what people did to the machine, by what they did.
          const isRequest = event.actor.kind === "machine" && secret !== null;
          return (
            <li key={event.id}>
              <Link
                href={addressOf(`/machines/${machineId}`, { event: event.id })}
                scroll={false}
                aria-current={event.id === shown?.id ? "true" : undefined}
              >
                <span className="cut">
                  {isRequest ? null : AUDIT_ACTIONS[event.action].title}{" "}
                  {secret === null ? null : <span className="mono">{secret}</span>}
                </span>
                <State shape={shape}>{word}</State>
                <time className="meta" dateTime={event.at} title={formatInstant(event.at, now)}>
                  {formatShort(event.at, now)}
                </time>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
